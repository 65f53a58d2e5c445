using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation.Nodes;

/// <summary>A name for a value. An error in it counts only where the name is used.</summary>
internal sealed class BindNode(int slot, Node value, Node result) : Node
{
    public override CelValue Evaluate(Frame frame)
    {
        frame.Charge(CostFactors.ListCreation);
        frame.Slots[slot] = value.Evaluate(frame);
        return result.Evaluate(frame);
    }
}
