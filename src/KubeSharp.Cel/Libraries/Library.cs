using KubeSharp.Cel.Functions;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>Declares functions in few words.</summary>
internal sealed class Library(FunctionTable table)
{
    public static CelType A { get; } = CelType.Parameter("A");

    public static CelType B { get; } = CelType.Parameter("B");

    public static CelType ListOfA { get; } = CelType.List(A);

    public static CelType MapOfAB { get; } = CelType.Map(A, B);

    public void Global(
        string name, string id, CelType[] parameters, CelType result, CelFunction body, ActualCost? cost = null, EstimatedCost? estimate = null) =>
        table.Add(name, new Overload(id, false, parameters, result, body) { Cost = cost, Estimate = estimate });

    /// <summary>The type of the target is the first parameter.</summary>
    public void Member(
        string name, string id, CelType[] parameters, CelType result, CelFunction body, ActualCost? cost = null, EstimatedCost? estimate = null) =>
        table.Add(name, new Overload(id, true, parameters, result, body) { Cost = cost, Estimate = estimate });

    public static CelValue Error(string message) => CelValue.Error(message);
}
