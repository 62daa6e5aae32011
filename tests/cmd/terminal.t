#!/usr/bin/perl
# What is shown on a terminal: a header, no more than its width, colours, and
# on standard error what was read. script(1) makes the terminal.
use strict;
use warnings;
use utf8;
use Cwd qw(getcwd);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;

plan skip_all => 'script(1) of util-linux is not there'
    if `script --version 2>&1` !~ /util-linux/;
plan skip_all => 'script(1) makes no terminal here'
    if `script -qec 'test -t 1 && echo yes' /dev/null </dev/null` !~ /yes/;

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);
my $home = getcwd;
my $dir = tempdir(CLEANUP => 1);
my $netgrep = 'netgrep';
my $ASTRONAUT = "\x{1F469}\x{200D}\x{1F680}";

sub note_file {
	my ($path, $text) = @_;

	make_path("$dir/$1") if $path =~ m{(.*)/};
	open my $out, '>:utf8', "$dir/$path" or die "$path: $!\n";
	print $out $text;
	close $out or die "$path: $!\n";
}

# What a terminal of so many columns gets.
sub shown {
	my ($columns, $command, %env) = @_;
	local %ENV = (%ENV, NETGREP_TODAY => '2026-11-23', TERM => 'dumb',
	    %env);

	delete $ENV{COLUMNS} if !$env{COLUMNS};
	open my $in, '-|', 'script', '-qec',
	    "exec </dev/null; stty cols $columns <&1; $command", '/dev/null'
	    or die "script: $!\n";
	binmode $in, ':utf8';
	local $/;
	my $text = <$in>;
	close $in;
	$text =~ s/\r\n/\n/g;
	return $text;
}

# Columns of a line of these notes.
sub width {
	my ($line) = @_;

	$line =~ s/\Q$ASTRONAUT\E/xx/g;
	$line =~ s/[\p{East_Asian_Width=W}\p{East_Asian_Width=F}]/xx/g;
	$line =~ s/\e\[[0-9;]*m//g;
	return length $line;
}

# Where a column begins in each line that has it.
sub starts {
	my ($text, @values) = @_;
	my %at;

	for my $line (split /\n/, $text) {
		for my $value (@values) {
			my $i = index $line, $value;
			$at{ width(substr $line, 0, $i) } = 1 if $i >= 0;
		}
	}
	return join ' ', keys %at;
}

open STDIN, '<', '/dev/null' or die;
note_file('people/ana-ruiz.md', "---\nname: Ana Ruiz\ncadence: 1w\n---\n" .
    "- 2026-10-01 call: the deck, and the fair in Porto #followup/2w\n");
note_file('people/wang.md', "---\nname: 王小明\ncadence: 1m\n---\n" .
    "- 2026-09-01 lunch: 寿司と天ぷら、それから長い散歩、そして長い話\n");
note_file('people/emile.md', "---\nname: Émile $ASTRONAUT Dupont\n" .
    "cadence: 1m\n---\n- 2026-09-02 coffee\n");
note_file('people/otto.md', "# Otto Once\n\n- 2026-11-10 met at the fair\n");
note_file('people/bob.md', "# Bob Chen\n");
chdir $dir or die "$dir: $!\n";
system('git', 'init', '-q', '.') == 0 or die;

for my $columns (40, 60, 80, 200) {
	for my $report (qw(stale due people timeline scan)) {
		my $text = shown($columns, "$netgrep $report");
		my @lines = split /\n/, $text;
		my @wide = grep { width($_) > $columns } @lines;

		is("@wide", '', "$report fits $columns columns");
		like($lines[0], qr/^[a-z ]*\b(person|text)\b[a-z ]*\bpath$/,
		    "$report has a header at $columns");
	}
}

for my $columns (40, 60, 80, 200) {
	my @wide = grep { width($_) > $columns }
	    split /\n/, shown($columns, "$netgrep show ana wang emile");

	is("@wide", '', "show fits $columns columns");
}

# The newest weeks stay where there is no room for the year.
my %weeks = (40 => 26, 60 => 46, 80 => 52, 200 => 52);
for my $columns (sort keys %weeks) {
	my $stats = shown($columns, "$netgrep stats");
	my @lines = split /\n/, $stats;
	my @wide = grep { width($_) > $columns } @lines;
	my ($mondays) = $stats =~ /^ +Mon ([ ·░▒▓█]+)$/m;

	is("@wide", '', "stats fits $columns columns");
	cmp_ok(scalar @lines, '<', 24, "stats fits 24 lines at $columns");
	is(length $mondays, $weeks{$columns}, "so many weeks at $columns");
	# one was met on the last Tuesday but one
	like($stats, qr/^ +Tue [·░]+░·$/m, "the last ones at $columns");
}
unlike(shown(80, "$netgrep stats --ascii ana"), qr/[^\x00-\x7f]/,
    'stats --ascii');
is(shown(60, "$netgrep show ana otto"), <<'END', 'show has labels, no header');
name      Ana Ruiz                      people/ana-ruiz.md:2
state     2026-10-08 overdue: last 53…  people/ana-ruiz.md:5
contact   2026-10-01 call: the deck, …  people/ana-ruiz.md:5
followup  2026-10-15 call: the deck, …  people/ana-ruiz.md:5

name      Otto Once                     people/otto.md:1
state     once: last 13d ago            people/otto.md:3
contact   2026-11-10 met at the fair    people/otto.md:3
END

my $text = shown(80, "$netgrep stale");
is($text, <<"END", 'stale at 80');
person           state    days  why                         path
Ana Ruiz         overdue    53  the deck, and the fair in…  people/ana-ruiz.md:5
王小明           overdue    83  寿司と天ぷら、それから長…   people/wang.md:5
Émile $ASTRONAUT Dupont  overdue    82  coffee                      people/emile.md:5
Otto Once        once       13  met at the fair             people/otto.md:3
END
is(starts($text, 'overdue', 'once'), 17, 'wide names are padded right');

$text = shown(200, "$netgrep stale");
like($text, qr/fair in Porto #followup/, 'nothing is cut where there is room');
like($text, qr/^person +state +last +days +cadence +due +ratio +why +path$/m,
    'all columns are shown where there is room');

is(shown(200, "$netgrep stale", COLUMNS => 60),
    shown(60, "$netgrep stale"), 'COLUMNS goes before the terminal');
is(shown(200, "$netgrep due | cat"), "2026-10-15  -39  Ana Ruiz  followup  " .
    "overdue  call: the deck, and the fair in Porto #followup/2w  " .
    "people/ana-ruiz.md:5\n", 'no header and no cut in a pipe');
is(shown(60, "$netgrep due --tsv"), "2026-10-15\t-39\tAna Ruiz\tfollowup\t" .
    "overdue\tcall: the deck, and the fair in Porto #followup/2w\t" .
    "people/ana-ruiz.md\t5\t52\n", 'TSV is the same on a terminal');

# Colours
my %terminal = (TERM => 'xterm');
like(shown(80, "$netgrep stale", %terminal),
    qr/\e\[1mperson\e\[m.*\e\[31moverdue\e\[m.*\e\[33monce\e\[m/s, 'colours');
like(shown(80, "$netgrep show ana", %terminal),
    qr/^\e\[1mname\e\[m +Ana Ruiz/, 'labels stand out');
unlike(shown(80, "$netgrep stale", %terminal, NO_COLOR => 1), qr/\e/,
    'NO_COLOR');
like(shown(80, "$netgrep stale", %terminal, NO_COLOR => ''), qr/\e/,
    'an empty NO_COLOR is none');
unlike(shown(80, "$netgrep stale"), qr/\e/, 'no colours on a dumb one');
unlike(shown(80, "$netgrep stale --color never", %terminal), qr/\e/,
    '--color never');
like(shown(80, "$netgrep stale --color always"), qr/\e/, '--color always');
unlike(shown(80, "$netgrep stale | cat", %terminal), qr/\e/,
    'none in a pipe');
unlike(shown(80, "$netgrep $_", %terminal), qr/\e/, "none in $_")
    for 'stale --json', 'stale --tsv', 'stale --vimgrep', 'patterns', 'help';

# Standard error
is(shown(80, "$netgrep stale bob"), "netgrep: nothing to show of 5 people " .
    "and 3 relationships; --all shows 1\n", 'what was read, and --all');
is(shown(80, "$netgrep due bob"), "netgrep: nothing to show of 5 people " .
    "and 3 relationships\n", 'what was read');
is(shown(80, "$netgrep stale --all ana --state ok"), "netgrep: nothing to " .
    "show of 5 people and 3 relationships\n", 'what was read, with --all');
is(shown(80, "$netgrep check"), "netgrep: no findings about 5 people and 3 " .
    "relationships\n", 'what was read, and is in order');
is(shown(200, "$netgrep path ana bob"), "netgrep: no introductions or shared " .
    "interactions lead from Ana Ruiz to Bob Chen\n", 'no chain of people');
my $other = tempdir(CLEANUP => 1);
is(shown(80, "$netgrep -C $other stale"), "netgrep: there are no notes " .
    "here: no .md, .markdown, .csv, .tsv or .vcf file\n", 'nothing was read');
system("echo '# Moss' >$other/moss.md") == 0 or die;
is(shown(80, "$netgrep -C $other stale"), "netgrep: nobody is known from 1 " .
    "file; `netgrep scan --kind source` says what each was taken for\n",
    'nobody was read');
system("printf 'First Name,Last Name\nAna,Ruiz\n' >$other/c.csv") == 0 or die;
is(shown(80, "$netgrep -C $other stale"), "netgrep: nothing to show of 1 " .
    "person, known from tables only, and 0 relationships\n", 'only rows were');
system("printf 'First Name,Last Name,Met\nAna,Ruiz,2026-11-01\n' >$other/c.csv")
    == 0 or die;
is(shown(120, "$netgrep -C $other stale"), "netgrep: nothing to show of 1 " .
    "person, known from tables only, and 0 relationships; `netgrep choose` " .
    "offers 1\n", 'who waits elsewhere');
is(shown(80, "$netgrep stale bob 2>/dev/null; echo \$?"), "1\n",
    'only on standard error');
is(shown(80, "$netgrep stale bob 2>&1 | cat"), '',
    'only where that is a terminal');
is(shown(80, "$netgrep stale zed"), "netgrep: nobody is called \"zed\"; " .
    "`netgrep people` lists everybody\n", 'an error alone');

note_file('people/cy.md', "---\nname: Cy\ncadence: often\n---\n- #folowup\n");
is(shown(80, "$netgrep due; echo \$?") =~ s/.*\n.*\n//r,
    "netgrep: 2 warnings; `netgrep check` lists them\n0\n",
    'how many warnings there are');
unlike(shown(80, "$netgrep due 2>&1 | cat"), qr/warning/,
    'but not in a pipe');
unlike(shown(80, "$netgrep check"), qr/netgrep check/, 'nor by check');

# Control sequences
note_file('people/eve.md', "# Eve \e[31mRed\a\n\n" .
    "- 2026-11-01 call: \e]52;c;x\a \x{9b}31m \x{202e}\n");
note_file('.netgrep/patterns', "followup a\eb\n");
unlike(shown(80, "$netgrep $_"), qr/[\e\a\x{9b}\x{202e}]/,
    "$_ lets no control sequence through")
    for qw(people timeline stats patterns), 'timeline --vimgrep',
    'timeline --format "%{text}"', 'timeline --json', 'check';

# An editor
unlink 'people/cy.md', 'people/eve.md', '.netgrep/patterns';
note_file('editor', "#!/bin/sh\nprintf 'call: the fair\\n# hint\\n#tag\\n' " .
    ">\"\$1\"\n");
chmod 0755, "$dir/editor" or die;
my %editor = (EDITOR => "$dir/editor", VISUAL => '', TMPDIR => $dir);
my $log = "$netgrep log --no-commit";
is(shown(200, "$log otto <&1", %editor), "people/otto.md:4\n",
    'an editor opens for a text that was left out');
is(shown(80, "tail -2 people/otto.md; ls | grep netgrep-"),
    "- 2026-11-23 call: the fair\n  #tag\n", 'what was written is the text');
is(shown(200, "$log -d never otto <&1; cat netgrep-*", %editor) =~
    s/netgrep-\w{6}/netgrep-X/r, "netgrep: -d \"never\" is no date; write " .
    "2026-12-01, yesterday, a weekday or \"2w ago\"\nnetgrep: what you wrote " .
    "is in $dir/netgrep-X.md; netgrep log PERSON ... - reads it from " .
    "standard input\ncall: the fair\n#tag\n", 'what was written outlives a refusal');
unlink glob 'netgrep-*';
is(shown(200, "$log otto <&1; ls | grep netgrep-", %editor, EDITOR => 'true'),
    "netgrep: what happened? The last operand is the text\n",
    'an empty text is none');
is(shown(200, "$log otto <&1; ls | grep netgrep-", %editor, VISUAL => 'false'),
    "netgrep: the editor failed; nothing was written\n",
    'an editor that fails is an error');
like(shown(200, ": >.git/MERGE_HEAD; $netgrep log otto <&1; " .
    "rm .git/MERGE_HEAD; ls | grep netgrep-", %editor,
    EDITOR => 'touch opened;'),
    qr/^netgrep: a merge is under way;.*\n\z/,
    'no editor where nothing can be committed');
ok(!-e "$dir/opened", 'it was not opened');

# Whom a form cannot hold is told of.
is(shown(80, "$netgrep export --to mutt >/dev/null"),
    "netgrep: 5 people were left out: no email address\n", 'who is left out');

chdir $home;
done_testing;
