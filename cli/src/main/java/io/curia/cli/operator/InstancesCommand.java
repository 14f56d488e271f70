package io.curia.cli.operator;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.client.HttpApi;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints how many nodes, services and instances of services there are. */
@Command(name = "instances", description = "Prints how many nodes, services and instances of services there are")
public final class InstancesCommand extends OperatorCommand {
    @Option(
            names = {"-all-datacenters", "--all-datacenters"},
            description = "Of all datacenters, of which there is one.")
    private boolean allDatacenters;

    @Option(
            names = {"-onlybillable", "--onlybillable"},
            description = "Only the services.")
    private boolean onlyBillable;

    @Option(
            names = {"-onlyconnect", "--onlyconnect"},
            description = "Only the services of the mesh, by their types.")
    private boolean onlyConnect;

    /** @param environment where the answer goes, and what is not given as flags */
    public InstancesCommand(Environment environment) {
        super(environment, "Error fetching usage information");
    }

    @Override
    void run(HttpApi api) throws CommandFailure {
        if (onlyBillable && onlyConnect) {
            throw new CommandFailure("Cannot specify both -onlybillable and -onlyconnect flags");
        }
        var query = allDatacenters ? Map.of("global", "") : Map.<String, String>of();
        var usage = new TreeMap<>(get(api, "/v1/operator/usage", query).getJsonObject("Usage"));
        if (!onlyConnect) {
            billable(usage);
        }
        if (!onlyBillable) {
            connect(usage);
        }
        if (!onlyBillable && !onlyConnect) {
            nodes(usage);
        }
    }

    private void billable(Map<String, ?> usage) {
        var columns = new Columns().line("Datacenter", "Services", "Service instances");
        long total = 0;
        for (var each : usage.entrySet()) {
            var counts = (JsonObject) each.getValue();
            total += counts.getInt("BillableServiceInstances");
            columns.line(each.getKey(), counts.getInt("Services"), counts.getInt("BillableServiceInstances"));
        }
        print("Billable Service Instances Total: " + total + "\n");
        print("Billable Services\n" + columns + "\n");
    }

    private void connect(Map<String, ?> usage) {
        var columns = new Columns().line("Datacenter", "Type", "Service instances");
        for (var each : usage.entrySet()) {
            var counts = ((JsonObject) each.getValue()).getJsonObject("ConnectServiceInstances");
            new TreeMap<>(counts).forEach((type, count) -> columns.line(each.getKey(), type, count));
        }
        print("Connect Services\n" + columns + "\n");
    }

    private void nodes(Map<String, ?> usage) {
        var columns = new Columns().line("Datacenter", "Count");
        usage.forEach((name, counts) -> columns.line(name, ((JsonObject) counts).getInt("Nodes")));
        print("Nodes\n" + columns);
    }
}
