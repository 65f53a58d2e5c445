using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation.Nodes;

/// <summary><c>accumulator + [item]</c>, without copying what is there.</summary>
internal sealed class AppendNode(int accumulator, Node item) : Node
{
    public override CelValue Evaluate(Frame frame)
    {
        frame.Charge(2 + CostFactors.ListCreation);
        var target = frame.Slots[accumulator];
        var value = item.Evaluate(frame);
        if (target.IsError || value.IsError)
        {
            return target.IsError ? target : value;
        }

        ((GrowingCelList)target.AsList).Append(value);
        return target;
    }
}
