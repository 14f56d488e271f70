package io.curia.conformance;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Has conversations with a server by hand: {@code Main URL [--token T] [--with acl] [--all | FAMILY[/NAME]…]}. */
public final class Main {
    private static final String USAGE = """
            usage: URL [--token T] [--with acl|acl-bootstrap] [--all | FAMILY[/NAME]...]

            Has recorded conversations with the server, which should be one that can be lost, and prints what differs.
            Without a choice: those that Curia must answer like the original. The status is 1 if anything differs.
            """;

    private Main() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws PlayException {
        if (arguments.length == 0 || arguments[0].startsWith("-")) {
            System.err.print(USAGE);
            System.exit(2);
        }
        var features = new HashSet<String>();
        var token = Optional.<String>empty();
        boolean all = false;
        var names = new ArrayList<String>();
        for (int i = 1; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--token" -> token = Optional.of(arguments[++i]);
                case "--with" -> features.add(arguments[++i]);
                case "--all" -> all = true;
                default -> names.add(arguments[i]);
            }
        }
        if (features.isEmpty()) {
            features.add("no-acl");
        }
        var server = Server.at(URI.create(arguments[0]), token);
        System.exit(play(chosen(all, names), server, features) ? 0 : 1);
    }

    private static List<Conversation> chosen(boolean all, List<String> names) {
        if (names.isEmpty()) {
            return all ? Recordings.all() : Recordings.expected();
        }
        return Recordings.all().stream()
                .filter(each -> names.contains(each.family()) || names.contains(each.fullName()))
                .toList();
    }

    @SuppressWarnings("SystemOut")
    private static boolean play(List<Conversation> conversations, Server server, Set<String> features) {
        int passed = 0;
        int failed = 0;
        int skipped = 0;
        for (var conversation : conversations) {
            if (!features.containsAll(conversation.requires())) {
                skipped += conversation.counted();
                continue;
            }
            for (var outcome : Player.play(conversation, server, features)) {
                if (outcome.passed()) {
                    passed++;
                } else {
                    failed++;
                    System.out.println(conversation.fullName() + " step " + outcome.number() + ": " + outcome.request()
                            + " | " + outcome.differences());
                }
            }
        }
        System.out.println(passed + " passed, " + failed + " failed, " + skipped + " skipped");
        return failed == 0 && passed > 0;
    }
}
