package io.curia.cli;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.CommandGroup;
import io.curia.cli.command.Environment;
import io.curia.cli.command.GoFlags;
import io.curia.cli.command.UnexpectedFault;
import io.curia.cli.log.DumpLogCommand;
import io.curia.cli.log.VerifyLogCommand;
import io.curia.cli.operator.CompareStatesCommand;
import io.curia.cli.operator.GetConfigCommand;
import io.curia.cli.operator.InstancesCommand;
import io.curia.cli.operator.ListPeersCommand;
import io.curia.cli.operator.RemovePeerCommand;
import io.curia.cli.operator.SetConfigCommand;
import io.curia.cli.operator.StateCommand;
import io.curia.cli.operator.TransferLeaderCommand;
import io.curia.cli.recover.RecoverCommand;
import io.curia.cli.snapshot.AgentCommand;
import io.curia.cli.snapshot.DecodeCommand;
import io.curia.cli.snapshot.InspectCommand;
import io.curia.cli.snapshot.PreviewCommand;
import io.curia.cli.snapshot.RestoreCommand;
import io.curia.cli.snapshot.SaveCommand;
import io.curia.cli.snapshot.VerifyCommand;
import picocli.CommandLine;

/** The command {@code curia}: the commands that speak to a server or read an archive. Thread-safe. */
public final class CuriaCli {
    private CuriaCli() {}

    /** Runs one command and ends the process with its exit code: 0 if all went well, else 1. */
    public static void main(String[] args) {
        var environment = Environment.ofProcess();
        int code = run(environment, args);
        environment.err().flush();
        System.exit(code);
    }

    /** Runs one command, which fails if what it prints is lost. */
    static int run(Environment environment, String... args) {
        try {
            int code = commands(environment).execute(args);
            if (code == 0) {
                environment.out().requireWritten();
            }
            return code;
        } catch (CommandFailure e) {
            environment.err().println(e.getMessage());
        } catch (Error e) {
            environment.err().println(UnexpectedFault.line(e));
        }
        return 1;
    }

    private static CommandLine commands(Environment environment) {
        var root = new CommandLine(new CommandGroup("curia", "Commands of Curia", environment))
                .addSubcommand("log", log(environment))
                .addSubcommand("operator", operator(environment))
                .addSubcommand("snapshot", snapshot(environment))
                .addSubcommand("version", new VersionCommand(environment));
        return GoFlags.configure(root, environment);
    }

    private static CommandLine log(Environment environment) {
        return new CommandLine(new CommandGroup("log", "Looks into the log of a stopped server", environment))
                .addSubcommand("dump", new DumpLogCommand(environment))
                .addSubcommand("verify", new VerifyLogCommand(environment));
    }

    private static CommandLine operator(Environment environment) {
        var raft = new CommandGroup("raft", "Shows and changes who votes and who leads", environment);
        var autopilot =
                new CommandGroup("autopilot", "Shows what the autopilot sees, and its configuration", environment);
        var usage = new CommandGroup("usage", "Tells how much there is", environment);
        return new CommandLine(new CommandGroup("operator", "Looks after the servers of a cluster", environment))
                .addSubcommand(
                        "raft",
                        new CommandLine(raft)
                                .addSubcommand("compare-states", new CompareStatesCommand(environment))
                                .addSubcommand("list-peers", new ListPeersCommand(environment))
                                .addSubcommand("remove-peer", new RemovePeerCommand(environment))
                                .addSubcommand("transfer-leader", new TransferLeaderCommand(environment)))
                .addSubcommand(
                        "autopilot",
                        new CommandLine(autopilot)
                                .addSubcommand("get-config", new GetConfigCommand(environment))
                                .addSubcommand("set-config", new SetConfigCommand(environment))
                                .addSubcommand("state", new StateCommand(environment)))
                .addSubcommand("recover", new RecoverCommand(environment))
                .addSubcommand(
                        "usage", new CommandLine(usage).addSubcommand("instances", new InstancesCommand(environment)));
    }

    private static CommandLine snapshot(Environment environment) {
        return new CommandLine(new CommandGroup("snapshot", "Saves, restores and looks into snapshots", environment))
                .addSubcommand("agent", new AgentCommand(environment))
                .addSubcommand("decode", new DecodeCommand(environment))
                .addSubcommand("inspect", new InspectCommand(environment))
                .addSubcommand("preview", new PreviewCommand(environment))
                .addSubcommand("restore", new RestoreCommand(environment))
                .addSubcommand("save", new SaveCommand(environment))
                .addSubcommand("verify", new VerifyCommand(environment));
    }
}
