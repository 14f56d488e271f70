package io.curia.server;

import io.curia.fsm.CommandFamily;
import io.curia.fsm.Fsm;
import io.curia.query.ServiceThreads;
import io.curia.server.config.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Starts the server when the application is deployed and stops it when it is undeployed. Whoever needs a part of it
 * waits until the start is over; a start that fails ends the process, so no part is ever missing.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class CuriaServer {
    @Inject
    private Instance<CommandFamily> families;

    @Inject
    private ServiceThreads threads;

    private volatile RunningServer running;

    @PostConstruct
    void start() {
        var end = new ProcessEnd();
        try {
            var loader = CuriaServer.class.getClassLoader();
            HostCheck.ofThisProcess().reportWhenUp(HostCheck.LONGEST_START);
            var settings = Settings.load(ConfigProvider.getConfig(loader));
            Machine.requireFreeForHttp(settings.httpAddress(), settings.httpPort());
            running = RunningServer.start(settings, new Fsm(families, threads), end, loader);
        } catch (RuntimeException | Error e) {
            end.startFailed(e);
        }
    }

    @PreDestroy
    void stop() {
        var stopping = running;
        if (stopping != null) {
            stopping.close();
        }
    }

    /** The parts of the server; any thread. */
    public RunningServer running() {
        return running;
    }
}
