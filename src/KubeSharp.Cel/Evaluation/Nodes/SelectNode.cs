using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation.Nodes;

/// <summary><c>operand.field</c>; <c>operand.?field</c> gives an optional value.</summary>
internal sealed class SelectNode(Node operand, string field, bool optional) : Node
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

        frame.Charge(_cost);
        return optional ? Selection.OptionalField(value, field) : Selection.Field(value, field);
    }
}
