# The only makefile of netgrep. It names no source file: what lies in src/,
# tests/ and man/ is built, tested and installed. Everything it makes is in
# $(BUILD), so that another compiler or sanitizer is another folder.

PREFIX = /usr/local
DESTDIR =
BUILD = build
CC = cc
CFLAGS = -O2 -g
CPPFLAGS =
LDFLAGS =
# 1: warnings are errors
WERROR =

bindir = $(DESTDIR)$(PREFIX)/bin
mandir = $(DESTDIR)$(PREFIX)/share/man
docdir = $(DESTDIR)$(PREFIX)/share/doc/netgrep
bashdir = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
zshdir = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
fishdir = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
fishconfdir = $(DESTDIR)$(PREFIX)/share/fish/vendor_conf.d

PACKAGES = libgit2 libpcre2-8 yaml-0.1 libutf8proc jansson zlib
TEST_PACKAGES = cmocka md4c libcmark

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wconversion -Wno-sign-conversion \
	-Wwrite-strings -Wformat=2 $(if $(WERROR),-Werror)

# Asked once, and only when something is compiled: "make help" needs no
# library. libcsv has no .pc file.
lazy = $(eval $(1) := $(shell $(2)))$($(1))
LIB_CFLAGS = $(call lazy,LIB_CFLAGS,pkg-config --cflags $(PACKAGES))
LIB_LIBS = $(call lazy,LIB_LIBS,echo $$(pkg-config --libs $(PACKAGES)) -lcsv -pthread)
TEST_CFLAGS = $(call lazy,TEST_CFLAGS,pkg-config --cflags $(TEST_PACKAGES))
TEST_LIBS = $(call lazy,TEST_LIBS,pkg-config --libs $(TEST_PACKAGES))

COMPILE = $(CC) -std=c17 -D_GNU_SOURCE -Isrc $(CPPFLAGS) $(WARNINGS) \
	$(CFLAGS) -pthread $(LIB_CFLAGS)

SOURCES := $(wildcard src/*/*.c)
UNITS := $(wildcard tests/unit/*.c)
MANUALS := $(wildcard man/*.[1-9])
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)
MAIN := $(BUILD)/src/main.o
UNIT_OBJECTS := $(UNITS:%.c=$(BUILD)/%.o)
UNIT_PROGRAMS := $(UNITS:tests/unit/%.c=$(BUILD)/tests/%)
FUZZERS := $(wildcard tests/fuzz/*.c)
FUZZ_OBJECTS := $(FUZZERS:%.c=$(BUILD)/%.o)
FUZZ_PROGRAMS := $(FUZZERS:tests/fuzz/%.c=$(BUILD)/tests/fuzz-%)
# What calls the fuzz targets: our main, or libFuzzer's ("make fuzz").
REPLAY := $(BUILD)/tests/replay.o
LIBFUZZER =
LIBRARY := $(BUILD)/libnetgrep.a
PROGRAM := $(BUILD)/netgrep

export CC CPPFLAGS LDFLAGS BUILD

all: $(PROGRAM) ## build the program, build/netgrep

lib: $(LIBRARY) ## build what the program and the unit tests link

$(PROGRAM): $(MAIN) $(LIBRARY)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIB_LIBS)

$(LIBRARY): $(OBJECTS)
	@rm -f $@
	$(AR) rcs $@ $^

$(UNIT_PROGRAMS): $(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(LIBRARY)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(TEST_LIBS) $(LIB_LIBS)

$(FUZZ_PROGRAMS): $(BUILD)/tests/fuzz-%: $(BUILD)/tests/fuzz/%.o $(REPLAY) \
	$(LIBRARY)
	$(CC) $(CFLAGS) $(LDFLAGS) $(LIBFUZZER) -o $@ $^ $(LIB_LIBS)

$(FUZZ_OBJECTS) $(REPLAY): EXTRA_CFLAGS = -Itests
$(UNIT_OBJECTS): EXTRA_CFLAGS = $(TEST_CFLAGS)
$(UNIT_OBJECTS): | $(BUILD)/deps-test

$(BUILD)/%.o: %.c $(BUILD)/flags | $(BUILD)/deps-build
	@mkdir -p $(@D)
	$(COMPILE) $(EXTRA_CFLAGS) -MMD -MP -c -o $@ $<

# Other flags, other objects.
$(BUILD)/flags: FORCE | $(BUILD)/deps-build
	@echo '$(COMPILE)' | cmp -s - $@ || echo '$(COMPILE)' >$@

# What is missing is named here; only "make deps" installs it, and does so
# before the targets beside it, whatever -j says.
FIRST = $(filter deps,$(MAKECMDGOALS))

$(BUILD)/deps-%: .ci/deps | $(FIRST)
	@mkdir -p $(@D)
	@.ci/deps --check $*
	@touch $@

-include $(OBJECTS:.o=.d) $(MAIN:.o=.d) $(UNIT_OBJECTS:.o=.d) \
	$(FUZZ_OBJECTS:.o=.d) $(REPLAY:.o=.d)

deps: ## install what is missing, also for check-san and the like beside it
	@.ci/deps build test \
	    $(filter check-san check-faults check-clients fuzz lint,$(MAKECMDGOALS))

demo: all ## run the three commands on a small network, in a scratch folder
	@NETGREP='$(abspath $(PROGRAM))' examples/demo

TESTS = $(wildcard tests/*.t tests/cmd/*.t tests/check/*.t)

tests: all $(UNIT_PROGRAMS) $(FUZZ_PROGRAMS)

check: tests ## run the tests (TESTS=... for some of them)
	@tests/run prove -j2 $(if $(filter file,$(origin TESTS)),$(UNIT_PROGRAMS)) $(TESTS)

BENCH = 1000 10000 100000
BENCH_TABLE = 1000
BENCH_CARDS = 100000
BENCH_ROUNDS = 9

bench: all $(BUILD)/tests/measure ## time it against git on made notes (BENCH="1000 10000")
	@tests/run env BENCH='$(BENCH)' BENCH_TABLE='$(BENCH_TABLE)' \
	    BENCH_CARDS='$(BENCH_CARDS)' BENCH_ROUNDS='$(BENCH_ROUNDS)' \
	    tests/bench/run

$(BUILD)/tests/measure: $(BUILD)/tests/bench/measure.o
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

# gcc warns falsely of code that the sanitizers have changed: -w.
check-san: | $(FIRST) ## run the tests under the address and undefined behaviour sanitizers
	@.ci/deps --check check-san
	@$(MAKE) BUILD='$(BUILD)/san' WERROR= \
	    CFLAGS='-O1 -g -w -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all' \
	    check

FAULTS = $(wildcard tests/faults/*.t)
SCENARIOS =
STORM = 50 20
CUTS = 200

# What is wrong with writing is found by chance or not at all, so it is asked
# for: it takes minutes. Only root can cut the power or fill a disk.
check-faults: all | $(FIRST) ## kill, fail, cut and crowd the commands that write (SCENARIOS=log,set STORM="5 4" CUTS=20)
	@.ci/deps --check check-faults
	@tests/run env FAULTS='$(SCENARIOS)' STORM='$(STORM)' CUTS='$(CUTS)' \
	    prove $(FAULTS)

CLIENTS = $(wildcard tests/clients/*.t)

# What a system has no package of is skipped, and said.
check-clients: all ## let other programs read what is exported; installs them
	@.ci/deps check-clients || echo 'what is missing is skipped'
	@tests/run prove -Itests/clients $(CLIENTS)

cover: ## run the tests and print how many branches they have taken
	@mkdir -p '$(BUILD)/cover'
	@find '$(BUILD)/cover' -name '*.gcda' -delete
	@$(MAKE) BUILD='$(BUILD)/cover' CC=gcc WERROR= \
	    CFLAGS='-O0 -g -w --coverage -DCOVERAGE' check
	@BUILD='$(BUILD)/cover' .ci/cover 90

TARGET = $(FUZZERS:tests/fuzz/%.c=%)
FUZZ_SECONDS = 600

fuzz: | $(FIRST) ## fuzz for 10 minutes a target (TARGET=md FUZZ_SECONDS=60)
	@.ci/deps --check build fuzz
	@$(MAKE) BUILD='$(BUILD)/fuzz' CC=clang WERROR= \
	    REPLAY= LIBFUZZER=-fsanitize=fuzzer \
	    CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all' \
	    $(TARGET:%='$(BUILD)/fuzz/tests/fuzz-%')
	@.ci/fuzz $(FUZZ_SECONDS) $(TARGET)

lint: | $(FIRST) ## look for mistakes without running anything
	@.ci/deps --check build test lint
	@.ci/lint

install: all ## install below $(DESTDIR)$(PREFIX)
	install -d '$(bindir)' '$(docdir)'
	install -m 755 $(PROGRAM) '$(bindir)/netgrep'
	ln -sf netgrep '$(bindir)/git-netgrep'
	install -m 644 LICENSE $(wildcard README.md) '$(docdir)'
	set -e; for page in $(MANUALS); do \
	    install -d "$(mandir)/man$${page##*.}"; \
	    install -m 644 "$$page" "$(mandir)/man$${page##*.}"; \
	done
	install -d '$(bashdir)' '$(zshdir)' '$(fishdir)' '$(fishconfdir)'
	install -m 644 src/complete/netgrep.bash '$(bashdir)/netgrep'
	ln -sf netgrep '$(bashdir)/git-netgrep'
	install -m 644 src/complete/_netgrep '$(zshdir)'
	ln -sf _netgrep '$(zshdir)/_git-netgrep'
	install -m 644 src/complete/netgrep.fish '$(fishdir)'
	ln -sf ../vendor_completions.d/netgrep.fish '$(fishconfdir)/netgrep.fish'
	ln -sf netgrep.1 '$(mandir)/man1/git-netgrep.1'

uninstall: ## remove what install has made
	rm -f '$(bindir)/netgrep' '$(bindir)/git-netgrep'
	rm -f '$(mandir)/man1/git-netgrep.1'
	rm -f '$(docdir)/LICENSE' '$(docdir)/README.md'
	for page in $(notdir $(MANUALS)); do \
	    rm -f "$(mandir)/man$${page##*.}/$$page"; \
	done
	rm -f '$(bashdir)/netgrep' '$(bashdir)/git-netgrep'
	rm -f '$(zshdir)/_netgrep' '$(zshdir)/_git-netgrep'
	rm -f '$(fishdir)/netgrep.fish' '$(fishconfdir)/netgrep.fish'
	-rmdir '$(docdir)' 2>/dev/null

clean: ## remove what was built
	rm -rf $(BUILD)

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1	\2/p' Makefile | \
	    while IFS='	' read -r target text; do \
	        printf '%-13s %s\n' "$$target" "$$text"; \
	    done

FORCE:
.PHONY: all lib deps demo tests check check-san check-faults check-clients cover bench fuzz \
	lint install uninstall clean help FORCE
.DELETE_ON_ERROR:
.SECONDARY:
