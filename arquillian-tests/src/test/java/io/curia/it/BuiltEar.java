package io.curia.it;

import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The EAR as the build made it. */
public final class BuiltEar {
    private static final String WAR = "curia-web.war";

    private BuiltEar() {}

    /** The EAR, unchanged. */
    public static EnterpriseArchive unchanged() {
        return ShrinkWrap.createFromZipFile(
                EnterpriseArchive.class, Path.of(System.getProperty("ear")).toFile());
    }

    /** The EAR with these classes added to its WAR, and the WAR marked as the place where tests run. */
    public static EnterpriseArchive withTests(Class<?>... tests) {
        EnterpriseArchive ear = unchanged();
        WebArchive war = ear.getAsType(WebArchive.class, WAR).addClasses(tests);
        return ear.addAsModule(Testable.archiveToTest(war));
    }
}
