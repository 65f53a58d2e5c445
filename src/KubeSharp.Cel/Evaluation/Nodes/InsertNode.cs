using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation.Nodes;

/// <summary>Adds an entry (or, without a key, all entries of a map) to the accumulator, in place.</summary>
internal sealed class InsertNode(int accumulator, Node? key, Node value) : Node
{
    public override CelValue Evaluate(Frame frame)
    {
        frame.Charge(2);
        var target = frame.Slots[accumulator];
        var name = key?.Evaluate(frame) ?? default;
        var item = value.Evaluate(frame);
        if (target.IsError || name.IsError || item.IsError)
        {
            return target.IsError ? target : name.IsError ? name : item;
        }

        var map = (DictionaryCelMap)target.AsMap;
        if (key is not null)
        {
            return map.TryAdd(name, item) ? target : Repeated(name);
        }

        if (item.Kind != CelKind.Map)
        {
            return CelValue.Error("no such overload");
        }

        foreach (var entry in item.AsMap.Entries)
        {
            if (!map.TryAdd(entry.Key, entry.Value))
            {
                return Repeated(entry.Key);
            }
        }

        return target;
    }

    private static CelValue Repeated(in CelValue name) => CelValue.Error($"insert failed: key {name} already exists");
}
