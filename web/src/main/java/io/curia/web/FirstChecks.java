package io.curia.web;

import io.curia.agent.Agent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;

/**
 * Lets the agent's checks begin once all else has started, the HTTP port included. A servlet, for the container starts these
 * in an order that can be told; it serves no path.
 */
public class FirstChecks extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private transient Agent agent;

    /** For the container. */
    public FirstChecks() {}

    @Inject
    void inject(Agent told) {
        this.agent = told;
    }

    @Override
    public void init() {
        agent.beginChecks();
    }
}
