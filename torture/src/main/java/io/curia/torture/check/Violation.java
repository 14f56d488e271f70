package io.curia.torture.check;

import io.curia.torture.history.Operation;
import java.util.List;

/**
 * A promise that was broken.
 *
 * @param promise which
 * @param text what was seen that cannot be
 * @param window the operations that show it, no more than are needed
 */
public record Violation(String promise, String text, List<Operation> window) {
    public Violation {
        window = List.copyOf(window);
    }
}
