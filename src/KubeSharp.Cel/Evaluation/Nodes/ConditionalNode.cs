using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation.Nodes;

/// <summary><c>condition ? then : otherwise</c>; only one side is evaluated.</summary>
internal sealed class ConditionalNode(Node condition, Node then, Node otherwise) : Node
{
    public override bool IsAttribute => true;

    public override CelValue Evaluate(Frame frame)
    {
        var value = condition.Evaluate(frame);
        return value.Kind switch
        {
            CelKind.Bool => value.IsTrue ? then.Evaluate(frame) : otherwise.Evaluate(frame),
            CelKind.Error => value,
            _ => CelValue.Error("no such overload"),
        };
    }
}
