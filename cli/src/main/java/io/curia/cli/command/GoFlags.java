package io.curia.cli.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Flags as Consul's commands take them: long names behind one dash or two, a value in the same argument or the next, the
 * last of several counts. Faults are told in its words. Stateless.
 */
public final class GoFlags {
    private GoFlags() {}

    /** Lets a command and all under it behave so, and print to the environment. */
    public static CommandLine configure(CommandLine commands, Environment environment) {
        commands.setPosixClusteredShortOptionsAllowed(false)
                .setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setUsageHelpAutoWidth(false)
                .registerConverter(Format.class, Format::of)
                .setOut(new PrintWriter(environment.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(environment.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(GoFlags::refuse)
                .setExecutionExceptionHandler(GoFlags::fail);
        describe(commands);
        return commands;
    }

    private static void describe(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "-help", "--help")
                        .usageHelp(true)
                        .hidden(true)
                        .build());
        var usage = command.getCommandSpec().usageMessage();
        usage.sectionKeys(List.of("usage", "about", "commands", "flags"));
        usage.sectionMap().put("usage", help -> "Usage: " + usage(help.commandSpec()) + "\n");
        usage.sectionMap().put("about", help -> about(help.commandSpec().usageMessage()));
        usage.sectionMap().put("commands", GoFlags::subcommands);
        usage.sectionMap().put("flags", help -> flags(help.commandSpec()));
        command.getSubcommands().values().forEach(GoFlags::describe);
    }

    private static String usage(CommandSpec spec) {
        var words = new StringBuilder(spec.qualifiedName());
        if (!spec.subcommands().isEmpty()) {
            words.append(" COMMAND");
        }
        if (spec.options().stream().anyMatch(option -> !option.hidden())) {
            words.append(" [options]");
        }
        spec.positionalParameters().forEach(each -> words.append(' ').append(each.paramLabel()));
        return words.toString();
    }

    private static String about(UsageMessageSpec usage) {
        var text = new StringBuilder();
        Arrays.stream(usage.description())
                .forEach(line -> text.append("\n  ").append(line).append('\n'));
        return text.toString();
    }

    private static String subcommands(Help help) {
        var text = new StringBuilder();
        help.subcommands()
                .forEach((name, each) -> text.append(String.format(
                        "  %-10s %s%n",
                        name, String.join(" ", each.commandSpec().usageMessage().description()))));
        return text.isEmpty() ? "" : "\n" + text;
    }

    private static String flags(CommandSpec spec) {
        var text = new StringBuilder();
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                text.append("\n  ").append(name(option));
                text.append(option.arity().max() == 0 ? "" : "=" + option.paramLabel());
                text.append("\n     ").append(String.join("\n     ", option.description()));
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static int refuse(ParameterException e, String[] args) {
        var command = e.getCommandLine();
        command.getErr().println(VisibleText.of(words(e)));
        command.getErr().println("See " + command.getCommandSpec().qualifiedName() + " -help");
        return 1;
    }

    private static String words(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            return unmatched.isUnknownOption()
                    ? "flag provided but not defined: " + oneDash(first.split("=", 2)[0])
                    : "there is no command " + first;
        } else if (e instanceof MissingParameterException missing) {
            return "flag needs an argument: " + names(missing.getMissing());
        } else if (e.getArgSpec() instanceof OptionSpec option && e.getValue() != null) {
            boolean isSwitch = option.arity().max() == 0;
            return isSwitch
                    ? "invalid boolean value \"" + e.getValue() + "\" for " + name(option) + ": parse error"
                    : "invalid value \"" + e.getValue() + "\" for flag " + name(option) + ": parse error";
        }
        return e.getMessage();
    }

    private static String names(List<ArgSpec> missing) {
        var names = new ArrayList<String>();
        missing.forEach(each -> names.add(each instanceof OptionSpec option ? name(option) : each.paramLabel()));
        return String.join(", ", names);
    }

    private static String name(OptionSpec option) {
        return oneDash(option.longestName());
    }

    private static String oneDash(String name) {
        return name.startsWith("--") ? name.substring(1) : name;
    }

    /** A message may quote what a server or an archive says. */
    private static int fail(Exception e, CommandLine command, ParseResult parsed) {
        String line = e instanceof CommandFailure ? VisibleText.of(e.getMessage()) : UnexpectedFault.line(e);
        command.getErr().println(line);
        return 1;
    }
}
