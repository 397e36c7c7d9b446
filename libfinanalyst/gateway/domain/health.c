/* gateway/domain/health.c: who is a member, by checks that agree. */
#include <finanalyst/gateway.h>

enum { AGREEING = 2 };

bool fa_health_note(fa_health *h, bool well)
{
    if (well != h->out) {
        h->against = 0;
        return false;
    }
    if (++h->against < AGREEING)
        return false;
    h->out = !well;
    h->against = 0;
    return true;
}
