package io.curia.web;

import com.sun.management.UnixOperatingSystemMXBean;
import io.curia.query.BlockingQueries;
import io.curia.server.config.Settings;
import io.curia.web.port.HttpPort;
import io.undertow.server.HttpHandler;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;

/**
 * Opens the HTTP port when everything behind it has started, and closes it before anything stops. A servlet, for the
 * container initialises it last of all and destroys it first; it serves no path.
 */
public class ApiPort extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = System.getLogger(ApiPort.class.getName());

    /** Descriptors that connections must leave: logs, snapshots, other servers, checks, remote calls, the console. */
    private static final int RESERVE = 128;

    private static final int FEWEST = 16;
    private static final String HANDLER = "io.curia.web.api";

    private transient Settings settings;
    private transient BlockingQueries queries;
    private transient HttpPort port;

    /** For the container. */
    public ApiPort() {}

    @Inject
    void inject(Settings told, BlockingQueries waiting) {
        this.settings = told;
        this.queries = waiting;
    }

    /** Tells the port of a deployment what answers its requests. */
    static void serve(jakarta.servlet.ServletContext context, HttpHandler api) {
        context.setAttribute(HANDLER, api);
    }

    @Override
    public void init() throws ServletException {
        var api = (HttpHandler) getServletContext().getAttribute(HANDLER);
        port = new HttpPort(settings.httpMaxConnsPerClient(), mostConnections(), api);
        warmUp();
        try {
            var address = port.open(new InetSocketAddress(settings.httpAddress(), settings.httpPort()));
            LOG.log(
                    Level.INFO,
                    "HTTP on {0}:{1}",
                    address.getAddress().getHostAddress(),
                    Integer.toString(address.getPort()));
        } catch (IOException e) {
            port.close();
            throw new ServletException(
                    "HTTP cannot listen on %s port %d (%s); free the port, or change curia.http.port or the address (-b)"
                            .formatted(settings.httpAddress(), settings.httpPort(), e.getMessage()),
                    e);
        }
    }

    /** A server that could not be warmed up serves all the same: it is only worse off if it runs out of descriptors. */
    private void warmUp() {
        try {
            port.withHiddenPort(WarmUp::run);
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "The server''s requests to itself before the start were not answered ({0})",
                    e.toString());
        }
    }

    @Override
    public void destroy() {
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
