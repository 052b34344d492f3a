/* build.c - the note that a linker leaves in the program by --build-id. */
#include "base/build.h"

#include <link.h>
#include <string.h>

#include "base/buffer.h"

static size_t rounded(size_t len)
{
    return (len + 3) & ~(size_t)3;
}

/* Notes stand one behind the other: three lengths and kinds, a name, its bytes. */
static void find_note(struct buffer *out, const char *at, size_t len)
{
    ElfW(Nhdr) note;
    while (len >= sizeof note) {
        memcpy(&note, at, sizeof note);
        size_t name = rounded(note.n_namesz), bytes = rounded(note.n_descsz);
        if (name > len - sizeof note || bytes > len - sizeof note - name)
            return;
        at += sizeof note;
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && memcmp(at, "GNU", 4) == 0)
            for (size_t i = 0; i < note.n_descsz; i++)
                buffer_format(out, "%02x", (unsigned char)at[name + i]);
        at += name + bytes;
        len -= sizeof note + name + bytes;
    }
}

/* The first object is the program itself. */
static int first_object(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type == PT_NOTE)
            find_note(context, (const char *)(uintptr_t)(info->dlpi_addr + part->p_vaddr),
                      part->p_memsz);
    }
    return 1;
}

struct text build_name(struct arena *arena)
{
    struct buffer note = {0};
    dl_iterate_phdr(first_object, &note);
    struct text name =
        text_format(arena, CHARTER_VERSION " " TEXT_FMT, TEXT_ARG(buffer_text(&note)));
    buffer_fini(&note);
    return name;
}
