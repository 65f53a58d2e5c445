using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation.Nodes;

/// <summary><c>[a, ?b]</c></summary>
internal sealed class ListNode(Node[] elements, IReadOnlySet<int> optional) : Node
{
    public override CelValue Evaluate(Frame frame)
    {
        var items = new CelValue[elements.Length];
        var count = 0;
        for (var i = 0; i < elements.Length; i++)
        {
            var value = elements[i].Evaluate(frame);
            if (value.IsError)
            {
                return value;
            }

            if (!optional.Contains(i))
            {
                items[count++] = value;
            }
            else if (value.Kind != CelKind.Object || value.AsObject is not OptionalValue maybe)
            {
                return CelValue.Error($"cannot initialize optional list element from non-optional value {value}");
            }
            else if (maybe.HasValue)
            {
                items[count++] = maybe.Value;
            }
        }

        frame.Charge(CostFactors.ListCreation);
        return CelValue.Of(new ArrayCelList(count == items.Length ? items : items[..count]));
    }
}
