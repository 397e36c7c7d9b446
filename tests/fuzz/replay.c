/* replay.c: the main of a fuzz target where there is no libFuzzer: runs each seed, its beginnings, and copies of it with
 * a few bytes changed, the same on every run. usage: fuzz_<what> FOLDER */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BEGINNINGS = 12, CHANGED = 24, CHANGES = 3, PATH_BYTES = 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* SplitMix64 (Steele, Lea & Flood 2014). */
static uint64_t draw(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* Runs bytes in a block of their own size, so that reading past them is seen. */
static void run(const uint8_t *bytes, size_t len)
{
    uint8_t *copy = malloc(len > 0 ? len : 1);

    if (copy == NULL)
        abort();
    memcpy(copy, bytes, len);
    (void)LLVMFuzzerTestOneInput(copy, len);
    free(copy);
}

static void run_seed(uint8_t *bytes, size_t len)
{
    uint64_t state = len;

    run(bytes, len);
    for (size_t i = 0; i < BEGINNINGS && len > 0; i++)
        run(bytes, draw(&state) % len);
    for (size_t i = 0; i < CHANGED && len > 0; i++) {
        uint8_t *copy = malloc(len);

        if (copy == NULL)
            abort();
        memcpy(copy, bytes, len);
        for (size_t k = 0; k < CHANGES; k++)
            copy[draw(&state) % len] = (uint8_t)draw(&state);
        run(copy, len);
        free(copy);
    }
}

static int run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes;
    long len;

    if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (len = ftell(file)) < 0 ||
        fseek(file, 0, SEEK_SET) != 0)
        return 1;
    bytes = malloc((size_t)len + 1);
    if (bytes == NULL || fread(bytes, 1, (size_t)len, file) != (size_t)len)
        return 1;
    run_seed(bytes, (size_t)len);
    free(bytes);
    fclose(file);
    return 0;
}

int main(int argc, char **argv)
{
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    char path[PATH_BYTES];
    int seeds = 0, failed = 0;

    if (folder == NULL) {
        fprintf(stderr, "%s: there is no folder of seeds\n", argv[0]);
        return 1;
    }
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
        failed += run_file(path);
        seeds++;
    }
    closedir(folder);
    run((const uint8_t *)"", 0);
    printf("%d seeds, %d not readable\n", seeds, failed);
    return failed > 0 || seeds == 0;
}
