package io.curia.batch;

import io.curia.fsm.EntryType;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts the records of each type; the counts become the exit status of the step. */
@Dependent
@Named("recordCounter")
public class RecordCounter extends AbstractItemWriter {
    private final Map<String, Long> counts = new TreeMap<>();

    @Inject
    private StepContext step;

    @Override
    public void writeItems(List<Object> types) {
        for (Object type : types) {
            counts.merge(EntryType.nameOf((Integer) type), 1L, Long::sum);
        }
        step.setExitStatus(counts.entrySet().stream()
                .map(each -> each.getKey() + ":" + each.getValue())
                .collect(Collectors.joining(" ")));
    }
}
