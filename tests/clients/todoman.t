#!/usr/bin/perl
# todoman lists the follow-ups that are exported as tasks.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use JSON::PP;
use Test::More;
use Clients;

my $todo = -x '/usr/bin/todoman' ? 'todoman' : 'todo';
client('todoman', "$todo --version");
my $tasks = vdir('tasks', 'ics', '--todo');
put("$ENV{HOME}/.config/todoman/config.py", <<"END");
path = "$tasks"
date_format = "%Y-%m-%d"
time_format = "%H:%M"
default_list = "tasks"
END

# Summaries of the tasks that are in that state, by the day they are due.
sub tasks {
	my ($status) = @_;
	my $said = said("$todo --porcelain list --status $status");

	utf8::encode($said);
	return map { $_->{summary} }
	    sort { ($a->{due} // 0) <=> ($b->{due} // 0) }
	    @{ decode_json($said) };
}

is_deeply([tasks('NEEDS-ACTION')], \@DUE, 'todo list shows what is open');
is_deeply([tasks('COMPLETED')], ['Ana Ruiz: thank her ✅ 2026-11-20'],
    'and what is done');

said("sed -i 's/\\[ \\] send/[x] send/' '$DIR/notes/people/ana.md'");
vdir('tasks', 'ics', '--todo');
is_deeply([tasks('NEEDS-ACTION')], [@DUE[0 .. $#DUE - 1]],
    'exported again, what was done meanwhile is ticked off');
is(tasks('ANY'), @DUE + 1, 'and nothing is there twice');
done_testing;
