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

static const fai_topic topics[] = {
    {.name = "cause",
     .asked = "what drove|what has driven|what drives|what caused|what led to|driver*|driven by what|why "
              "did|why has|"
              "why was|why were|why is|why are|reason for|reasons for|reason behind|reasons behind|due to "
              "what|factors|"
              "what contributed|what explains",
     .cues = CAUSES,
     .sections = "",
     .search = "",
     .cued = true,
     .most = 4},
    {.name = "legal",
     .asked = "legal battle*|lawsuit*|litigation|legal proceeding*|legal matter*|legal action*|legal "
              "case*|court case*|"
              "legal dispute*",
     .cues = "lawsuit|lawsuits|have been filed|has been filed|was filed|were filed|filed a|filed an|filed "
             "against|"
             "plaintiff*|class action*|legal action*|jury|complaint*|indict*|putative|alleging|alleges",
     .sections = "legal|litigation|contingenc*|commitments|proceedings|note",
     .search = "legal proceedings litigation lawsuits filed plaintiffs complaint court alleging class action",
     .cued = true,
     .open = true,
     .yes = true,
     .most = 5},
    {.name = "acquisitions",
     .asked =
         "acquisition*|companies acquired|company acquired|acquired companies|businesses acquired|takeover*|"
         "did * acquire|acquired by",
     .cues =
         "we acquired|acquired all|acquired the|acquired 100|acquired a|completed the acquisition|"
         "completed our acquisition|completed its acquisition|completed the purchase|completed its purchase|"
         "acquisition of|acquired substantially|purchase of all|merger with",
     .sections = "acquisition*|business combination*|divestiture*|merger*",
     .search = "acquisitions acquired all outstanding shares acquisition completed cash consideration "
               "purchase price",
     .cued = true,
     .open = true,
     .most = 6},
    {.name = "industry",
     .asked =
         "what industry|which industry|industry does|industry is|industries does|what sector|which sector",
     .cues = "is a|we are a|is an|we are an|is the|we are the|is one of|are one "
             "of|world's|world\xe2\x80\x99s|leading|leader",
     .sections = "business|overview|general|company|description|profile",
     .search = "business overview company leading global provider manufacturer industry",
     .cued = true,
     .open = true,
     .most = 2},
    {.name = "products",
     .asked =
         "products and services|product and service|major products|main products|key products|primary "
         "products|"
         "products or services|what products|which products|services offered|products does|services does",
     .cues =
         "we offer|we provide|we sell|we design|we manufacture|we develop|products include|services include|"
         "our products|our services|offerings include|portfolio of|product lines|product "
         "categories|offers|provides|"
         "products and services|consists of|comprised of",
     .sections = "business|overview|product*|service*|segment*|description|general",
     .search = "business products services offer provide sell segments portfolio offerings",
     .cued = true,
     .open = true,
     .most = 4},
    {.name = "geographies",
     .asked = "geograph*|which countries|what countries|which regions|what regions|where does|countries does",
     .cues = "countries|regions|united "
             "states|u.s.|europe*|asia*|america*|china|canada|international|emea|apac|worldwide",
     .sections = "business|geograph*|segment*|overview|general|international",
     .search = "geographic regions countries operate operations united states europe asia international",
     .cued = true,
     .open = true,
     .most = 3},
    {.name = "customers",
     .asked = "customers|customer concentration|clients",
     .cues = "customers|customer|accounted for|% of|percent of|clients",
     .sections = "customer*|business|competition|concentration|segment*|overview|risk*|sales",
     .search = "customers accounted percent revenues significant portion limited number concentration",
     .cued = true,
     .most = 4},
    {.name = "general", .asked = "", .cues = "", .sections = "", .search = "", .most = 2},
};

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
