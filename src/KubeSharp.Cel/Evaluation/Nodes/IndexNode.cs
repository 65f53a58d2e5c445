using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation.Nodes;

/// <summary><c>operand[key]</c>; <c>operand[?key]</c> gives an optional value.</summary>
internal sealed class IndexNode(Node operand, Node key, bool optional) : Node
{
    private readonly ulong _cost = operand.IsAttribute ? 1UL : 2;

    public override bool IsAttribute => true;

    public override CelValue Evaluate(Frame frame)
    {
        var value = operand.Evaluate(frame);
        if (value.IsError)
        {
            return value;
        }

        var place = key.Evaluate(frame);
        if (place.IsError)
        {
            return place;
        }

        frame.Charge(_cost);
        return optional ? Selection.OptionalIndex(value, place) : Selection.Index(value, place);
    }
}
