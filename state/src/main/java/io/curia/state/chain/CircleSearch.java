package io.curia.state.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks for a way through a graph that leads back to where it has been. Visits each node once, without recursion. */
final class CircleSearch {
    private final Map<String, List<String>> nodes;
    private final Set<String> done = new HashSet<>();

    /** @param nodes what each node leads to; those that lead nowhere may be missing */
    CircleSearch(Map<String, List<String>> nodes) {
        this.nodes = nodes;
    }

    /** @throws ChainException if a way from the node leads back to itself */
    void from(String start) {
        var path = new LinkedHashMap<String, Iterator<String>>();
        Deque<String> order = new ArrayDeque<>();
        enter(start, path, order);
        while (!order.isEmpty()) {
            var current = order.peekLast();
            var next = path.get(current);
            if (next.hasNext()) {
                var node = next.next();
                if (path.containsKey(node)) {
                    var names = new ArrayList<>(order);
                    names.add(node);
                    throw new ChainException("detected circular reference: [" + String.join(" -> ", names) + "]");
                } else if (!done.contains(node)) {
                    enter(node, path, order);
                }
            } else {
                order.removeLast();
                path.remove(current);
                done.add(current);
            }
        }
    }

    private void enter(String node, Map<String, Iterator<String>> path, Deque<String> order) {
        path.put(node, nodes.getOrDefault(node, List.of()).iterator());
        order.addLast(node);
    }
}
