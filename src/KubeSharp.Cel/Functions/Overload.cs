using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Functions;

/// <summary>A function for one combination of argument types.</summary>
public sealed class Overload
{
    /// <param name="id">Upstream's name of the overload.</param>
    /// <param name="isMember">Called as <c>target.function(...)</c>.</param>
    /// <param name="parameters">The target of a member function comes first.</param>
    /// <param name="result">The type of the result.</param>
    /// <param name="body">What it does.</param>
    public Overload(string id, bool isMember, IReadOnlyList<CelType> parameters, CelType result, CelFunction body)
    {
        Id = id;
        IsMember = isMember;
        Parameters = parameters;
        Result = result;
        Body = body;
        TypeParameters = [.. Names([.. parameters, result]).Distinct()];
    }

    public string Id { get; }

    public bool IsMember { get; }

    public IReadOnlyList<CelType> Parameters { get; }

    public CelType Result { get; }

    public CelFunction Body { get; }

    /// <summary>Null: 1.</summary>
    public ActualCost? Cost { get; init; }

    /// <summary>Null: 1.</summary>
    public EstimatedCost? Estimate { get; init; }

    internal IReadOnlyList<string> TypeParameters { get; }

    /// <summary>Whether values of these kinds may be passed; the elements of lists and maps are not looked at.</summary>
    internal bool Accepts(ReadOnlySpan<CelValue> arguments)
    {
        if (arguments.Length != Parameters.Count)
        {
            return false;
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            if (!Accepts(Parameters[i], arguments[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Accepts(CelType type, in CelValue value) => type.Kind switch
    {
        CelTypeKind.Dyn or CelTypeKind.Parameter => true,
        CelTypeKind.Null => value.Kind == CelKind.Null,
        CelTypeKind.Bool => value.Kind == CelKind.Bool,
        CelTypeKind.Int => value.Kind == CelKind.Int,
        CelTypeKind.Uint => value.Kind == CelKind.Uint,
        CelTypeKind.Double => value.Kind == CelKind.Double,
        CelTypeKind.String => value.Kind == CelKind.String,
        CelTypeKind.Bytes => value.Kind == CelKind.Bytes,
        CelTypeKind.Duration => value.Kind == CelKind.Duration,
        CelTypeKind.Timestamp => value.Kind == CelKind.Timestamp,
        CelTypeKind.List => value.Kind == CelKind.List,
        CelTypeKind.Map => value.Kind == CelKind.Map,
        CelTypeKind.Type => value.Kind == CelKind.Type,
        CelTypeKind.Opaque => value.Kind == CelKind.Object && value.AsObject.Type.Name == type.Name,
        CelTypeKind.Object => value.Kind is CelKind.Object or CelKind.Map,
        _ => false,
    };

    private static IEnumerable<string> Names(IEnumerable<CelType> types) => types.SelectMany(type =>
        type.Kind == CelTypeKind.Parameter ? [type.Name] : Names(type.Parameters));
}
