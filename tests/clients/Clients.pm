# What the tests of other people's programs share: a network of names that are
# hard to write down, exported, and a program that shows what it has read.
package Clients;
use strict;
use warnings;
use utf8;
use Cwd qw(abs_path);
use Encode qw(decode_utf8);
use Exporter qw(import);
use File::Basename qw(dirname);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use JSON::PP;
use Test::More;

our @EXPORT = qw($DIR $LONG @NAMES @DUE client exported known note_file put
    said slurp vdir);

our $DIR; # where the notes, what is exported, and the client's files are
our $LONG = 'Anastasia ' . '나' x 290; # 300 characters

# Names as notes have them, in YAML's double quotes => as clients show them.
my %names = (
	ana => ['Ana Ruiz'],
	bo => ['Ruiz, Bo; \\"Bobby\\"', 'Ruiz, Bo; "Bobby"'],
	eve => ['Eve\\r\\nEND:VEVENT\\r\\nBEGIN:VEVENT\\r\\nSUMMARY:evil',
	    'Eve END:VEVENT BEGIN:VEVENT SUMMARY:evil'],
	junho => ['박준호'],
	long => [$LONG],
	zoe => ["🎉 Zoë 👩\x{200d}🚀"],
);
our @NAMES = map { $_->[1] // $_->[0] } @names{ sort keys %names };

# Who is due in December 2026, as it is shown.
our @DUE = (
	'Ana Ruiz: call: the deck, "now"; soon #followup/2026-12-01',
	"$names{bo}[1]: ask, him; about \"it\" 📅 2026-12-02",
	"$names{eve}[1]: call her 📅 2026-12-03",
	'박준호: call: 안녕 #followup/2026-12-04',
	"$names{zoe}[0]: 🎁 for her 📅 2026-12-05",
	"$LONG: write 📅 2026-12-06",
	'Ana Ruiz: send her the map 📅 2026-12-24',
);

my %notes = (
	ana => <<'END',
aliases: ["Ruiz, Anita", Ann]
email: [ana@example.org, ruiz@work.example.org]
phone: ["+351 555 0101", "555-0102"]
org: "Harbour, Books; & \"Co\" \\ Sons"
handle: "@anaruiz"
url: https://example.org/?a=1,2;b
tags: [friend, night school]
place: "Porto; Portugal, Europe"
birthday: 1984-04-17
cadence: 2w
---
- 2026-11-02 call: the deck, "now"; soon #followup/2026-12-01
- [ ] send her the map 📅 2026-12-24
- [x] thank her ✅ 2026-11-20
END
	bo => <<'END',
email: bo@example.org
org: "=HYPERLINK(\"https://example.org\",\"x\")"
birthday: --02-29
---
- [ ] ask, him; about "it" 📅 2026-12-02
END
	eve => <<'END',
email: eve@example.org
birthday: 1948-02-29
---
- [ ] call her 📅 2026-12-03
END
	junho => <<'END',
email: junho@example.org
birthday: 1990-12-31
---
- 2026-11-02 call: 안녕 #followup/2026-12-04
END
	long => <<'END',
email: long@example.org
birthday: 2000-02-29
---
- [ ] write 📅 2026-12-06
END
	zoe => <<'END',
email: zoe@example.org
birthday: 06-15
---
- [ ] 🎁 for her 📅 2026-12-05
END
);

sub slurp {
	my ($path) = @_;

	open my $in, '<:encoding(UTF-8)', $path or die "$path: $!\n";
	local $/;
	return scalar(<$in>) // '';
}

sub put {
	my ($path, $text) = @_;

	make_path(dirname($path));
	open my $out, '>:encoding(UTF-8)', $path or die "$path: $!\n";
	print $out $text;
	close $out or die "$path: $!\n";
	return $path;
}

# A note below the folder of notes.
sub note_file { return put("$DIR/notes/$_[0]", $_[1]) }

# What a shell command prints, standard error too; its status is $?.
sub said {
	my ($command) = @_;

	utf8::encode($command);
	return decode_utf8(`{ $command; } 2>&1 </dev/null`);
}

# The program, or a command that tells whether it is there, and what tells its
# version. The test begins in a folder and home of its own.
sub client {
	my ($name, $version) = @_;

	exec dirname($0) . "/../run", $^X, '-I', dirname($0), $0
	    or die if !$ENV{NETGREP_ROOT};
	binmode Test::More->builder->$_, ':utf8'
	    for qw(output failure_output todo_output);
	chomp(my $is = said($version));
	plan skip_all => "$name is not installed" if $?;
	my ($line) = grep { /\d/ } split /\n/, $is;
	diag("$name: " . ($line // $is));
	$ENV{NETGREP_TODAY} = '2026-11-23';
	$DIR = abs_path(tempdir('clients.XXXXXX', TMPDIR => 1, CLEANUP => 1));
	note_file("people/$_.md", "---\nname: \"$names{$_}[0]\"\n$notes{$_}")
	    for keys %notes;
}

# The file of an export.
sub exported {
	my ($form, @options) = @_;
	my $file = "$DIR/" . join '', $form, map { s/\W//gr } @options;

	my $error = said("netgrep -C '$DIR/notes' export --to $form @options " .
	    ">'$file.$form'");
	die "netgrep: $error\n" if $?;
	return "$file.$form";
}

# An export as a file a card, event or task, in that folder.
sub vdir {
	my ($folder, @export) = @_;
	my $file = exported(@export);

	said("'$ENV{NETGREP_ROOT}/examples/vdir' '$DIR/$folder' <'$file'");
	die if $?;
	return "$DIR/$folder";
}

# All that is known, by name: what jsonl holds.
sub known {
	my $names = join '', slurp(exported('jsonl'));
	my %known;

	for (split /\n/, $names) {
		my $person = JSON::PP->new->decode($_);
		$person->{name} =~ s/[\r\n]+/ /g;
		$known{ $person->{name} } = $person;
	}
	return \%known;
}

1;
