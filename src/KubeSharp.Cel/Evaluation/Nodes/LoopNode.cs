using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation.Nodes;

/// <summary>A comprehension.</summary>
/// <param name="gathers">What the accumulator starts as where the result is gathered in place; null where it is an ordinary value.</param>
internal sealed class LoopNode(
    LoopSlots slots, Node range, Node initial, Node condition, Node step, Node result, Func<CelValue>? gathers) : Node
{
    private const int InterruptCheck = 100;

    private readonly bool _runsToTheEnd = condition is ConstantNode { Value.IsTrue: true };

    public override CelValue Evaluate(Frame frame)
    {
        var source = range.Evaluate(frame);
        if (source.IsError)
        {
            return source;
        }

        var start = initial.Evaluate(frame);
        frame.Slots[slots.Accumulator] = gathers?.Invoke() ?? start;
        switch (source.Kind)
        {
            case CelKind.List:
                OverList(frame, source.AsList);
                break;
            case CelKind.Map:
                OverMap(frame, source.AsMap);
                break;
            default:
                return CelValue.Error($"got '{source.Type.Name}', expected iterable type");
        }

        return result.Evaluate(frame);
    }

    private void OverList(Frame frame, CelList list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (slots.Second < 0)
            {
                frame.Slots[slots.First] = list[i];
            }
            else
            {
                frame.Slots[slots.First] = CelValue.Of((long)i);
                frame.Slots[slots.Second] = list[i];
            }

            if (!Step(frame, i))
            {
                return;
            }
        }
    }

    private void OverMap(Frame frame, CelMap map)
    {
        var i = 0;
        foreach (var (key, value) in map.Entries)
        {
            frame.Slots[slots.First] = key;
            if (slots.Second >= 0)
            {
                frame.Slots[slots.Second] = value;
            }

            if (!Step(frame, i++))
            {
                return;
            }
        }
    }

    /// <summary>False when it is over.</summary>
    private bool Step(Frame frame, int iteration)
    {
        if (iteration % InterruptCheck == 0)
        {
            frame.CancellationToken.ThrowIfCancellationRequested();
        }

        var goesOn = condition.Evaluate(frame);
        if (!goesOn.IsTrue)
        {
            return false;
        }

        var next = step.Evaluate(frame);
        frame.Slots[slots.Accumulator] = next;
        return !(_runsToTheEnd && next.IsError);
    }
}
