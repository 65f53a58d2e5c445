using KubeSharp.Cel.Functions;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation.Nodes;

/// <summary>A call of a function. Which overload is meant may depend on the values.</summary>
internal sealed class CallNode(string function, Node[] arguments, Overload[] overloads) : Node
{
    public override CelValue Evaluate(Frame frame)
    {
        var room = default(ArgumentBuffer);
        var values = arguments.Length <= ArgumentBuffer.Length ? room[..arguments.Length] : new CelValue[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            values[i] = arguments[i].Evaluate(frame);
            if (values[i].IsError)
            {
                return values[i];
            }
        }

        foreach (var overload in overloads)
        {
            if (overload.Accepts(values))
            {
                var result = overload.Body(values);
                frame.Charge(overload.Cost?.Invoke(values, result) ?? 1);
                return result;
            }
        }

        return NoSuchOverload(values);
    }

    private CelValue NoSuchOverload(ReadOnlySpan<CelValue> values)
    {
        var types = new string[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            types[i] = values[i].Type.Name;
        }

        return CelValue.Error($"no such overload: {function}({string.Join(", ", types)})");
    }
}
