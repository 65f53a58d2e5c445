using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation.Nodes;

internal sealed class ConstantNode(CelValue value) : Node
{
    public CelValue Value => value;

    public override CelValue Evaluate(Frame frame) => value;
}
