using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation.Nodes;

/// <summary>A variable.</summary>
internal sealed class SlotNode(string name, int slot) : Node
{
    public override bool IsAttribute => true;

    public override CelValue Evaluate(Frame frame)
    {
        frame.Charge(1);
        var value = frame.Slots[slot];
        return value.Kind == CelKind.None ? CelValue.Error("no such attribute(s): " + name) : value;
    }
}
