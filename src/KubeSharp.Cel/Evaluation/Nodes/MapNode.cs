using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation.Nodes;

/// <summary><c>{key: value, ?key: optional}</c></summary>
internal sealed class MapNode((Node Key, Node Value, bool IsOptional)[] entries) : Node
{
    public override CelValue Evaluate(Frame frame)
    {
        var result = new DictionaryCelMap();
        foreach (var (keyNode, valueNode, isOptional) in entries)
        {
            var key = keyNode.Evaluate(frame);
            if (key.IsError)
            {
                return key;
            }

            var value = valueNode.Evaluate(frame);
            if (value.IsError)
            {
                return value;
            }

            if (key.Kind is not (CelKind.String or CelKind.Int or CelKind.Uint or CelKind.Bool or CelKind.Double))
            {
                return CelValue.Error("unsupported key type: " + key.Type.Name);
            }

            if (isOptional)
            {
                if (value.Kind != CelKind.Object || value.AsObject is not OptionalValue maybe)
                {
                    return CelValue.Error($"cannot initialize optional entry '{ValueText.Key(key)}' from non-optional value {value}");
                }

                if (!maybe.HasValue)
                {
                    continue;
                }

                value = maybe.Value;
            }

            if (!result.TryAdd(key, value))
            {
                return CelValue.Error($"failed with repeated key [{ValueText.Key(key)}]");
            }
        }

        frame.Charge(CostFactors.MapCreation);
        return CelValue.Of(result);
    }
}
