using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation.Nodes;

/// <summary><c>optional.or(other)</c> and <c>optional.orValue(value)</c>; the other side is evaluated only where it is needed.</summary>
internal sealed class OptionalOrNode(Node left, Node right, bool unwraps) : Node
{
    public override CelValue Evaluate(Frame frame)
    {
        var value = left.Evaluate(frame);
        if (value.IsError)
        {
            return value;
        }

        frame.Charge(1);
        if (value.Kind != CelKind.Object || value.AsObject is not OptionalValue optional)
        {
            return CelValue.Error("no such overload");
        }

        return !optional.HasValue ? right.Evaluate(frame) : unwraps ? optional.Value : value;
    }
}
