package io.curia.web;

import com.sun.management.UnixOperatingSystemMXBean;
import io.curia.agent.Agent;
import io.curia.query.BlockingQueries;
import io.curia.server.config.Settings;
import io.curia.web.port.HttpPort;
import io.undertow.server.HttpHandler;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;

/**
 * Has the HTTP port opened when everything behind it has started, after which the agent's checks begin, and closes it before
 * anything stops. A servlet, for the container initialises it last of all and destroys it first; it serves no path.
 */
public class ApiPort extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = System.getLogger(ApiPort.class.getName());

    /** Descriptors that connections must leave: logs, snapshots, other servers, checks, remote calls, the console. */
    private static final int RESERVE = 128;

    private static final int FEWEST = 16;
    private static final String DEPLOYED = "io.curia.web.deployed";

    private transient Settings settings;
    private transient BlockingQueries queries;
    private transient Agent agent;
    private transient HttpPort port;
    private transient Opening opening;

    /** For the container. */
    public ApiPort() {}

    @Inject
    void inject(Settings told, BlockingQueries waiting, Agent checking) {
        this.settings = told;
        this.queries = waiting;
        this.agent = checking;
    }

    private record Deployed(HttpHandler api, BooleanSupplier started) {}

    /** Tells the port of a deployment what answers its requests, and how to know whether it does by now. */
    static void serve(ServletContext context, HttpHandler api, BooleanSupplier started) {
        context.setAttribute(DEPLOYED, new Deployed(api, started));
    }

    @Override
    public void init() throws ServletException {
        var deployed = (Deployed) getServletContext().getAttribute(DEPLOYED);
        port = new HttpPort(settings.httpMaxConnsPerClient(), mostConnections(), deployed.api());
        try {
            var address = port.bind(new InetSocketAddress(settings.httpAddress(), settings.httpPort()));
            opening = new Opening(port, deployed.started(), () -> opened(address));
            opening.start();
        } catch (IOException e) {
            port.close();
            throw new ServletException(
                    "HTTP cannot listen on %s port %d (%s); free the port, or change curia.http.port or the address (-b)"
                            .formatted(settings.httpAddress(), settings.httpPort(), e.getMessage()),
                    e);
        }
    }

    private void opened(InetSocketAddress address) {
        LOG.log(
                Level.INFO,
                "HTTP on {0}:{1}",
                address.getAddress().getHostAddress(),
                Integer.toString(address.getPort()));
        agent.beginChecks();
    }

    @Override
    public void destroy() {
        if (opening != null) {
            opening.stop();
        }
        if (port != null) {
            port.close(queries::close);
        }
    }

    private static int mostConnections() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            long free = unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount();
            // where there are few, the server must do with half of them
            long left = free - Math.min(RESERVE, free / 2);
            return (int) Math.max(FEWEST, Math.min(left, Integer.MAX_VALUE));
        }
        return Integer.MAX_VALUE;
    }
}
