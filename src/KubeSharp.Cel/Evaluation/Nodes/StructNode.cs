using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation.Nodes;

/// <summary><c>Name{field: value, ?field: optional}</c></summary>
internal sealed class StructNode(CelType type, (string Name, Node Value, bool IsOptional)[] fields) : Node
{
    public override CelValue Evaluate(Frame frame)
    {
        var set = new List<KeyValuePair<string, CelValue>>(fields.Length);
        foreach (var (name, node, isOptional) in fields)
        {
            var value = node.Evaluate(frame);
            if (value.IsError)
            {
                return value;
            }

            if (isOptional)
            {
                if (value.Kind != CelKind.Object || value.AsObject is not OptionalValue maybe)
                {
                    return CelValue.Error($"cannot initialize optional entry '{name}' from non-optional value {value}");
                }

                if (!maybe.HasValue)
                {
                    continue;
                }

                value = maybe.Value;
            }

            set.Add(new(name, value));
        }

        frame.Charge(CostFactors.StructCreation);
        return CelValue.Of(new StructValue(type, set));
    }
}
