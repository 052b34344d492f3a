# charter: build, test, install.  `make help` prints the targets.

SHELL   := /bin/bash
CC      ?= gcc
PREFIX  ?= /usr/local
B       ?= build
VERSION := 0.1.0

# CFLAGS is the user's; what the code needs stands apart.
CFLAGS  ?= -O2 -g
WARN    := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
ifdef WERROR
WARN    += -Werror
endif
# generated code is not ours to warn about
RELAXED := -Wall -Wno-conversion -Wno-sign-conversion -Wno-unused-function -Wno-unused-but-set-variable -Wno-misleading-indentation
DEFS    := -D_GNU_SOURCE -DCHARTER_VERSION='"$(VERSION)"'
# Lines are edited with readline where its header is when they are compiled; with READLINE=no they are read plainly.
ifeq ($(READLINE),no)
DEFS    += -DCHARTER_NO_READLINE
else
EDITING  = $(shell [ -e /usr/include/readline/readline.h ] && echo $(call archive,readline) $(if $(filter -l:%,$(call archive,readline)),$(call archive,tinfo)))
endif
# libdeflate unpacks logs faster where its header is when they are compiled; with DEFLATE= zlib does.
DEFLATE := $(if $(wildcard /usr/include/libdeflate.h),deflate)
DEFS    += $(if $(DEFLATE),-DCHARTER_DEFLATE)
BASE    := -std=c11 -pthread -Iinclude -Isrc -I$(B) $(DEFS)
# Of what few verbs need the archive is linked, where there is one, since each shared library makes every start later.
archive  = $(if $(filter /%,$(shell $(CC) -print-file-name=lib$(1).a)),-l:lib$(1).a,-l$(1))
LDLIBS  := -pthread $(foreach l,z $(DEFLATE) zstd expat sqlite3,$(call archive,$(l))) -lm

# One short line a file; `make V=1` shows the commands.
ifeq ($(V),)
Q   := @
say  = @printf '  %-6s %s\n' $(1) $(2);
endif

STAGES  := base time syntax check log judge count analyse report live cli
SOURCES := $(foreach s,$(STAGES),$(sort $(wildcard src/$(s)/*.c)))
OBJECTS := $(SOURCES:src/%.c=$(B)/%.o)
PARSER  := $(B)/grammar/charter.tab.o $(B)/grammar/charter.lex.o
GRAMMAR := $(PARSER) $(B)/grammar/mistakes.o
STDLIB  := $(sort $(shell find stdlib -name '*.chr'))
PAGES   := $(sort $(wildcard docs/codes/*.md))
STARTER := examples/starter/README.md examples/starter/service.chr examples/starter/tickets.csv
STYLES  := $(sort $(wildcard src/report/*.css))
SCRIPTS := $(sort $(wildcard src/report/*.js))
PIECES  := $(sort $(wildcard src/report/*.html))
EMBED   := $(B)/embed/stdlib.o $(B)/embed/pages.o $(B)/embed/starter.o $(B)/embed/styles.o $(B)/embed/scripts.o $(B)/embed/pieces.o
CORE    := $(filter-out $(B)/cli/main.o,$(OBJECTS)) $(GRAMMAR) $(EMBED)

.PHONY: libs all check check-browser demo bench bench-watch clean install uninstall help deps deps-check format lint messages
.DEFAULT_GOAL := all

all: $(B)/charter  ## build build/charter (the default)

$(B)/charter: $(B)/cli/main.o $(B)/libcharter.a | deps
	$(call say,link,$@)
	$(Q)$(CC) $(CFLAGS) -o $@ $(B)/cli/main.o $(B)/libcharter.a $(LDLIBS) $(EDITING)

$(B)/libcharter.a: $(CORE)
	$(call say,ar,$@)
	@rm -f $@
	$(Q)ar rcs $@ $^

$(B)/%.o: src/%.c $(B)/grammar/charter.tab.h | deps
	@mkdir -p $(@D)
	$(call say,cc,$<)
	$(Q)$(CC) $(CFLAGS) $(BASE) $(WARN) -MMD -MP -MQ $@ -c -o $@ $<

$(B)/grammar/%.o: $(B)/grammar/%.c | deps
	$(call say,cc,$<)
	$(Q)$(CC) $(CFLAGS) $(BASE) $(RELAXED) -MMD -MP -MQ $@ -c -o $@ $<

$(B)/grammar/charter.tab.c $(B)/grammar/charter.tab.h &: grammar/charter.y | deps
	@mkdir -p $(@D)
	$(call say,bison,$<)
	$(Q)bison -Wall -Werror --report=state --report-file=$(B)/grammar/charter.output \
	  --header=$(B)/grammar/charter.tab.h -o $(B)/grammar/charter.tab.c $<

$(B)/grammar/charter.lex.c: grammar/charter.l $(B)/grammar/charter.tab.h | deps
	$(call say,flex,$<)
	$(Q)flex -o $@ $<

# The messages of mistakes.txt, by the states of the parser that their sentences lead to.
$(B)/grammar/try_mistakes: grammar/try_mistakes.c $(filter $(B)/base/% $(B)/time/% $(B)/syntax/%,$(OBJECTS)) $(PARSER)
	$(call say,link,$@)
	$(Q)$(CC) $(CFLAGS) $(BASE) $(WARN) -o $@ $^ $(LDLIBS)

$(B)/grammar/mistakes.c: $(B)/grammar/try_mistakes grammar/mistakes.txt
	$(call say,try,grammar/mistakes.txt)
	$(Q)$< grammar/mistakes.txt > $@.new && mv $@.new $@

# The standard library and the pages of diagnostics travel inside the program.
$(B)/embed/stdlib.c: src/embed.sh $(STDLIB)
	@mkdir -p $(@D)
	$(call say,embed,$@)
	$(Q)bash src/embed.sh embedded_library stdlib/ .chr $(STDLIB) > $@.new && mv $@.new $@

$(B)/embed/pages.c: src/embed.sh $(PAGES)
	@mkdir -p $(@D)
	$(call say,embed,$@)
	$(Q)bash src/embed.sh embedded_pages docs/codes/ .md $(PAGES) > $@.new && mv $@.new $@

$(B)/embed/starter.c: src/embed.sh $(STARTER)
	@mkdir -p $(@D)
	$(call say,embed,$@)
	$(Q)bash src/embed.sh embedded_starter examples/starter/ "" $(STARTER) > $@.new && mv $@.new $@

$(B)/embed/styles.c: src/embed.sh $(STYLES)
	@mkdir -p $(@D)
	$(call say,embed,$@)
	$(Q)bash src/embed.sh embedded_styles src/report/ .css $(STYLES) > $@.new && mv $@.new $@

$(B)/embed/scripts.c: src/embed.sh $(SCRIPTS)
	@mkdir -p $(@D)
	$(call say,embed,$@)
	$(Q)bash src/embed.sh embedded_scripts src/report/ .js $(SCRIPTS) > $@.new && mv $@.new $@

$(B)/embed/pieces.c: src/embed.sh $(PIECES)
	@mkdir -p $(@D)
	$(call say,embed,$@)
	$(Q)bash src/embed.sh embedded_pieces src/report/ .html $(PIECES) > $@.new && mv $@.new $@

$(B)/embed/%.o: $(B)/embed/%.c | deps
	$(call say,cc,$<)
	$(Q)$(CC) $(CFLAGS) $(BASE) $(WARN) -c -o $@ $<

-include $(OBJECTS:.o=.d) $(GRAMMAR:.o=.d)

libs:  # what the tests link
	@echo $(LDLIBS) $(EDITING)

deps:  ## install what the build needs (as root or by sudo), or name it
	@bash src/deps.sh build

deps-check:
	@B=$(B) bash src/deps.sh build check compare

demo: all  ## build, and judge the real log of examples/incidents
	$(B)/charter eval examples/incidents/incidents.chr --log examples/incidents/incidents.csv --by priority

check: deps-check all  ## run all tests; ends with "N passed, N failed"
	@python3 tests/run.py --build $(B) --cc "$(CC)" $(TESTS)

check-browser: all  ## test pages and reports in Chromium: installs it, and rules from npm, into build/browser
	@bash src/deps.sh build browser
	@mkdir -p $(B)/browser && cp tests/browser/package.json tests/browser/package-lock.json $(B)/browser/
	@[ -e $(B)/browser/node_modules/axe-core ] || npm ci --prefix $(B)/browser --loglevel=error --no-audit --no-fund
	@python3 tests/run.py --build $(B) --cc "$(CC)" --browser $(TESTS)

bench: all  ## time eval beside wc -l and other programs, on generated logs of 1 and 10 million events
	@bash tests/bench/run.sh $(B)/charter
	@mkdir -p $(B)/bench && cp tests/bench/rivals/package.json tests/bench/rivals/package-lock.json $(B)/bench/
	@[ -e $(B)/bench/node_modules/@duckdb ] || { command -v npm >/dev/null && npm install --prefix $(B)/bench --silent --no-audit --no-fund; } || true
	@python3 tests/bench/side_by_side.py $(B)/charter --node $(B)/bench --table $(B)/bench/side-by-side.md

bench-watch: all  ## load a watcher with a million open tickets and 50,000 events a second
	@bash tests/bench/watch_load.sh $(B)/charter

lint:  ## order of includes, lengths, formatting
	@python3 tests/lint/structure.py

messages:  ## list messages that no golden shows (takes minutes)
	@python3 tests/lint/messages.py

format:  ## lay out all C sources
	clang-format -i $(shell git ls-files 'src/*.[ch]' 'include/*.h' 'tests/*.[ch]')

# What comes from the tables of verbs and options.
WORDS_OF := man/man1/charter.1 bash-completion/completions/charter zsh/site-functions/_charter \
            fish/vendor_completions.d/charter.fish

install: all  ## install into PREFIX (default /usr/local); DESTDIR is honoured
	install -D -m 755 $(B)/charter $(DESTDIR)$(PREFIX)/bin/charter
	@mkdir -p $(DESTDIR)$(PREFIX)/share/charter
	cp -R stdlib examples $(DESTDIR)$(PREFIX)/share/charter/
	@mkdir -p $(DESTDIR)$(PREFIX)/lib/systemd/system
	sed 's|/usr/local/bin/|$(PREFIX)/bin/|' examples/watch/charter-watch.service > $(DESTDIR)$(PREFIX)/lib/systemd/system/charter-watch.service
	@mkdir -p $(addprefix $(DESTDIR)$(PREFIX)/share/,$(dir $(WORDS_OF)))
	$(B)/charter completion man  > $(DESTDIR)$(PREFIX)/share/man/man1/charter.1
	$(B)/charter completion bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/charter
	$(B)/charter completion zsh  > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_charter
	$(B)/charter completion fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/charter.fish

uninstall:  ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/charter $(DESTDIR)$(PREFIX)/lib/systemd/system/charter-watch.service
	rm -rf $(DESTDIR)$(PREFIX)/share/charter
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/share/,$(WORDS_OF))

clean:  ## remove build/
	rm -rf $(B)

help:  ## print this
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
