using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation.Nodes;

/// <summary>The name of a type.</summary>
internal sealed class TypeNode(CelValue value) : Node
{
    public override bool IsAttribute => true;

    public override CelValue Evaluate(Frame frame)
    {
        frame.Charge(1);
        return value;
    }
}
