using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation.Nodes;

/// <summary><c>has(operand.field)</c></summary>
internal sealed class HasNode(Node operand, string field) : Node
{
    public override CelValue Evaluate(Frame frame)
    {
        var value = operand.Evaluate(frame);
        if (value.IsError)
        {
            return value;
        }

        if (operand.IsAttribute)
        {
            frame.Refund();
        }

        return value.Kind is CelKind.Map or CelKind.Object
            ? CelValue.Of(Selection.TryField(value, field, out _))
            : CelValue.Error("no such overload");
    }
}
