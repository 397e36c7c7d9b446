/* make_samples.c: writes the sample filing in each format.
 * usage: make_samples FOLDER */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

typedef struct format {
    const char *name;
    bool (*write)(const report *r, FILE *out);
} format;

int main(int argc, char **argv)
{
    static const format formats[] = {{"aldergate-10k-2025.pdf", write_pdf},
                                     {"aldergate-10k-2025.htm", write_ixbrl},
                                     {"aldergate-statements-2025.csv", write_csv}};

    if (argc != 2) {
        fprintf(stderr, "usage: make_samples FOLDER\n");
        return 2;
    }
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        char path[4096];
        FILE *out;
        bool ok;

        snprintf(path, sizeof path, "%s/%s", argv[1], formats[i].name);
        out = fopen(path, "wb");
        ok = out != NULL && formats[i].write(&aldergate, out);
        if (out != NULL && fclose(out) != 0)
            ok = false;
        if (!ok) {
            fprintf(stderr, "make_samples: %s: %s\n", path, strerror(errno));
            return 1;
        }
    }
    return EXIT_SUCCESS;
}
