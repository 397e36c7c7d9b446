/* analysis/domain/topics.c: the table of topics. The first that fits is taken. */
#include "analysis/domain/topics.h"

#include <stddef.h>

#include "retrieval/terms.h"

#define CAUSES                                                                                               \
    "due to|driven by|primarily|mainly|largely|because|as a result of|attributable to|resulting "            \
    "from|resulted from|"                                                                                    \
    "result of|reflect|reflects|reflected|reflecting|impacted by|offset by|owing to|caused by|led "          \
    "by|related to|"                                                                                         \
    "benefit from|benefited from|drove|contributed"

/* clang-format off */
static const fai_topic topics[] = {
    {.name = "cause",
     .asked = "what drove|what has driven|what drives|what caused|what led to|driver*|driven by what|why did|why has|"
              "why was|why were|why is|why are|reason for|reasons for|reason behind|reasons behind|due to what|factors|"
              "what contributed|what explains",
     .idle = "change changes changed moved movement",
     .needs = CAUSES,
     .cues = "primarily|due to|driven by|offset by|attributable to|results of operations",
     .sections = "management|item 7|results of operations|overview|executive|highlights|financial results|full year|"
                 "fiscal year|performance",
     .denies = "",
     .search = "increase decrease compared primarily due to driven results of operations",
     .most = 4},
    {.name = "legal",
     .asked = "legal battle*|lawsuit*|litigation|legal proceeding*|legal matter*|legal action*|legal case*|court case*|"
              "legal dispute*",
     .idle = "",
     .needs = "lawsuit|lawsuits|have been filed|has been filed|was filed|were filed|filed a|filed an|filed against|"
              "plaintiff*|class action*|legal action*|jury|complaint*|indict*|putative|alleging|alleges|defendant*|"
              "subpoena*|investigation*|no material|pending legal proceedings|not a party|not currently a party",
     .cues = "have been filed|has been filed|was filed|were filed|filed against|against us|against the company|"
             "as a result of|class action*|alleging|alleges|lawsuit|lawsuits|court|plaintiffs",
     .sections = "legal|litigation|contingenc*|commitments|proceedings",
     .search = "legal proceedings litigation lawsuits filed plaintiffs complaint court alleging class action",
     .denies = "no material pending|no material legal|not a party to any|not currently a party to any|"
               "no pending legal|not involved in any",
     .open = true,
     .yes = true,
     .most = 5},
    {.name = "acquisitions",
     .asked = "acquisition*|companies acquired|company acquired|acquired companies|businesses acquired|takeover*|"
              "acquired by|acquire",
     .idle = "",
     .needs = "we acquired|acquired all|acquired the|acquired 100|acquired a|completed the acquisition|"
              "completed our acquisition|completed its acquisition|completed the purchase|completed its purchase|"
              "acquisition of|acquired substantially|acquired an|purchase of all|merger with",
     .cues = "acquired all|all of the|shares of|outstanding|completed|for|cash|consideration|purchase price",
     .sections = "acquisition*|business combination*|divestiture*|merger*",
     .denies = "",
     .search = "acquisitions acquired all outstanding shares acquisition completed cash consideration purchase price",
     .open = true,
     .most = 6},
    {.name = "industry",
     .asked = "what industry|which industry|industry does|industry is|industries does|what sector|which sector",
     .idle = "",
     .needs = "is a|we are a|is an|we are an|is the|we are the|is one of|are one of|was founded|was incorporated|operates in",
     .cues = "world's|world\xe2\x80\x99s|largest|leading|leader|global|provider|manufacturer|producer|retailer|"
             "industry",
     .sections = "business|overview|general|company|description|profile|item 1",
     .denies = "",
     .search = "business overview company leading global provider manufacturer industry",
     .own = true,
     .front = true,
     .open = true,
     .most = 2},
    {.name = "products",
     .asked = "products and services|product and service|major products|main products|key products|primary products|"
              "products or services|what products|which products|services offered|products does|services does",
     .idle = "",
     .needs = "offer|offers|provide|provides|sell|sells|design|designs|manufacture|manufactures|develop|products|"
              "services|portfolio|consists of|comprised of|includes|include",
     .cues = "we offer|we provide|we sell|products include|services include|our products|our services|offerings|"
             "portfolio|product lines|product categories|products and services|including|such as",
     .sections = "business|overview|product*|service*|segment*|description|general",
     .denies = "",
     .search = "business products services offer provide sell segments portfolio offerings",
     .own = true,
     .front = true,
     .open = true,
     .most = 4},
    {.name = "geographies",
     .asked = "geograph*|which countries|what countries|which regions|what regions|countries does",
     .idle = "",
     .needs = "countries|regions|united states|europe*|asia*|america*|china|canada|international|emea|apac",
     .cues = "operate|operates|operations|located|countries|regions|sold in|offices|segments",
     .sections = "business|geograph*|segment*|overview|general|international|propert*",
     .denies = "",
     .search = "geographic regions countries operate operations united states europe asia international",
     .open = true,
     .most = 3},
    {.name = "customers",
     .asked = "customers|customer concentration|clients",
     .idle = "",
     .needs = "revenues from|revenue from|sales to|of our revenues|of our revenue|of our sales|of our net sales|"
              "of total revenues|of total revenue|of net sales|of consolidated revenue*|of consolidated net sales|"
              "of our total|customers are|customers include|customer base|no single customer|no customer|single customer|"
              "largest customer*|principal customers|major customers",
     .cues = "accounted for|%|percent|significant portion|substantial portion|limited number|largest|principal|major|"
             "derive|customer|customers|government",
     .sections = "customer*|business|concentration|segment*|sales|general|overview",
     .search = "customers accounted percent of revenues derive significant substantial portion limited number",
     .denies = "no single customer|no customer accounted|no individual customer|none of our customers|"
               "not dependent on|not dependent upon|do not have any customer*",
     .front = true,
     .open = true,
     .yes = true,
     .most = 4},
    {.name = "dividends",
     .asked = "dividend*",
     .idle = "",
     .needs = "dividend|dividends",
     .cues = "per share|annual dividend|quarterly dividend|dividends per share|declared|consecutive|paid dividends|"
             "never declared|never paid|not paid|not anticipate|no dividends",
     .sections = "dividend*|stockholder matters|market for|shareholder*|capital|liquidity",
     .search = "annual quarterly dividend per share declared paid dividends common stock holders",
     .denies = "never declared|never paid|not paid|have not declared|do not anticipate|not currently pay|do not pay",
     .open = true,
     .support = true,
     .yes = true,
     .most = 2},
    {.name = "employees",
     .asked = "how many employees|number of employees|how many people|headcount|employees does|employees did|employees do|"
              "how large is the workforce|size of the workforce|how many associates|people employed",
     .idle = "",
     .needs = "employees|employed|people|associates|team members|persons|full-time|headcount",
     .cues = "approximately|employed|we had|had approximately|full-time|part-time|worldwide|globally|as of|around the world|"
             "total of",
     .sections = "employee*|human capital*|workforce|people|business|general|overview|our company",
     .denies = "",
     .search = "employees employed approximately full-time part-time worldwide human capital workforce",
     .open = true,
     .most = 2},
    {.name = "shares",
     .asked = "shares outstanding|shares were outstanding|shares are outstanding|outstanding shares|stock outstanding|"
              "shares of common stock were|shares of common stock are|shares were issued and outstanding",
     .idle = "",
     .needs = "shares|common stock outstanding",
     .cues = "outstanding|as of|were outstanding|common stock|registrant*|registrant\xe2\x80\x99s|shares outstanding|"
             "issued and outstanding",
     .sections = "",
     .denies = "",
     .search = "number of shares of the registrant's common stock outstanding as of",
     .front = true,
     .open = true,
     .most = 1},
    {.name = "calendar",
     .asked = "fiscal year end|fiscal year ends|end of the fiscal year|fiscal year does|fiscal calendar|year-end date|"
              "when does the fiscal|when does its fiscal|fiscal years end",
     .idle = "",
     .needs = "fiscal year|fiscal years|year ended",
     .cues = "fiscal year ended|ends on|end on|ending on|52|53|weeks|week|saturday|sunday|friday|closest to|nearest",
     .sections = "",
     .denies = "",
     .search = "fiscal year ended ends 52 53 weeks saturday nearest",
     .front = true,
     .open = true,
     .most = 1},
    {.name = "seat",
     .asked = "headquarter*|principal executive office*|head office|main office|where is the company based|"
              "where is the company located",
     .idle = "",
     .needs = "headquarter*|executive office*|head office|principal office*",
     .cues = "located in|located at|our headquarters|corporate headquarters|square feet|principal executive offices",
     .sections = "propert*|business|general|overview|item 2",
     .denies = "",
     .search = "headquarters principal executive offices located properties",
     .open = true,
     .most = 2},
    {.name = "incorporation",
     .asked = "incorporated|state of incorporation|jurisdiction of incorporation|organized under|where is it organized",
     .idle = "",
     .needs = "incorporated|incorporation|organized under|corporation organized|reincorporated",
     .cues = "incorporated in|in the state of|delaware|state of incorporation|under the laws",
     .sections = "",
     .denies = "",
     .search = "incorporated in the state of incorporation laws corporation",
     .front = true,
     .open = true,
     .most = 1},
    {.name = "auditor",
     .asked = "auditor|auditors|independent registered public accounting firm|audit firm|audited the|audits the",
     .idle = "",
     .needs = "accounting firm|auditor|auditors|audited by",
     .cues = "llp|firm id|since|our auditor|we have served|independent registered public accounting firm",
     .sections = "report of independent*|accountant*|audit*|exhibit*",
     .denies = "",
     .search = "independent registered public accounting firm auditor since LLP firm ID",
     .open = true,
     .most = 1},
    {.name = "general", .asked = "", .idle = "",
     .needs = "", .cues = "", .sections = "", .denies = "",
     .search = "", .most = 4},
};
/* clang-format on */

const fai_topic *fai_topic_of(const char *question)
{
    const fai_topic *last = &topics[sizeof topics / sizeof topics[0] - 1];

    for (const fai_topic *t = topics; t < last; t++)
        if (fai_mentions(question, t->asked))
            return t;
    return last;
}

bool fai_topic_is_cause(const fai_topic *topic)
{
    return topic == &topics[0];
}

bool fai_topic_is_general(const fai_topic *topic)
{
    return topic == &topics[sizeof topics / sizeof topics[0] - 1];
}
