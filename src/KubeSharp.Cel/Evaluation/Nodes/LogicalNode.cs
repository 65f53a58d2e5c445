using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation.Nodes;

/// <summary>
/// <c>&amp;&amp;</c> and <c>||</c>. The value that decides (false and true) outweighs an error on the other side, whichever comes first.
/// </summary>
internal sealed class LogicalNode(Node left, Node right, bool decisive) : Node
{
    public override CelValue Evaluate(Frame frame)
    {
        var first = left.Evaluate(frame);
        if (first.Kind == CelKind.Bool && first.IsTrue == decisive)
        {
            return first;
        }

        var second = right.Evaluate(frame);
        if (second.Kind == CelKind.Bool && (second.IsTrue == decisive || first.Kind == CelKind.Bool))
        {
            return second.IsTrue == decisive ? second : first;
        }

        return first.IsError ? first : second.IsError ? second : CelValue.Error("no such overload");
    }
}
