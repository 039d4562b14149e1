"""Where the campaign's facts come from; nobody has opened these addresses again for this page."""

ZERO_TOLERANCE = (
    "https://www.justice.gov/opa/pr/attorney-general-announces-zero-tolerance-policy-criminal-illegal-entry"
)
CODE_1158 = "https://www.law.cornell.edu/uscode/text/8/1158"
CODE_1325 = "https://www.law.cornell.edu/uscode/text/8/1325"
CODE_28_547 = "https://www.law.cornell.edu/uscode/text/28/547"
CODE_32_502 = "https://www.law.cornell.edu/uscode/text/32/502"
JUSTICE_MANUAL = "https://www.justice.gov/jm/jm-9-27000-principles-federal-prosecution"
CONVENTION = "https://www.unhcr.org/about-unhcr/overview/1951-refugee-convention"
INSPECTOR = "https://www.oig.dhs.gov/sites/default/files/assets/2017-12/OIG-18-22-Nov17.pdf"
ORDER_13841 = "https://www.federalregister.gov/documents/2018/06/25/2018-13696/affording-congress-an-opportunity-to-address-family-separation"
MOMSRISING = "https://www.momsrising.org/"
FAMILIES_BELONG_TOGETHER = "https://www.familiesbelongtogether.org/"
HOTLINE = "+18554401800"
