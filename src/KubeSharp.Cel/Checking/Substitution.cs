using KubeSharp.Cel.Types;

namespace KubeSharp.Cel.Checking;

/// <summary>What the type parameters of calls turned out to be.</summary>
internal sealed class Substitution
{
    private Dictionary<string, CelType> _types = new(StringComparer.Ordinal);

    /// <summary>Whether a value of the first type may stand where the second is expected; learns about type parameters if so.</summary>
    public bool IsAssignable(CelType from, CelType to) => IsAssignable([from], [to]);

    /// <summary>All or nothing.</summary>
    public bool IsAssignable(IReadOnlyList<CelType> from, IReadOnlyList<CelType> to)
    {
        if (from.Count != to.Count)
        {
            return false;
        }

        var before = new Dictionary<string, CelType>(_types, StringComparer.Ordinal);
        for (var i = 0; i < from.Count; i++)
        {
            if (!Assign(from[i], to[i]))
            {
                _types = before;
                return false;
            }
        }

        return true;
    }

    /// <summary>The type with all that is known put in.</summary>
    /// <param name="type">May have parameters.</param>
    /// <param name="unknownIsDyn">What is not known is dyn in the end.</param>
    public CelType Apply(CelType type, bool unknownIsDyn)
    {
        if (type.Kind == CelTypeKind.Parameter)
        {
            return _types.TryGetValue(type.Name, out var known) ? Apply(known, unknownIsDyn) : unknownIsDyn ? CelType.Dyn : type;
        }

        return type.Kind switch
        {
            CelTypeKind.List => CelType.List(Apply(type.Parameters[0], unknownIsDyn)),
            CelTypeKind.Map => CelType.Map(Apply(type.Parameters[0], unknownIsDyn), Apply(type.Parameters[1], unknownIsDyn)),
            CelTypeKind.Type when type.Parameters.Count > 0 => CelType.TypeOf(Apply(type.Parameters[0], unknownIsDyn)),
            CelTypeKind.Opaque when type.Parameters.Count > 0 =>
                CelType.Opaque(type.Name, [.. type.Parameters.Select(parameter => Apply(parameter, unknownIsDyn))]),
            _ => type,
        };
    }

    /// <summary>The more general of two types that go together.</summary>
    public static CelType MostGeneral(CelType left, CelType right) => IsEqualOrLessSpecific(left, right) ? left : right;

    private static bool IsEqualOrLessSpecific(CelType left, CelType right)
    {
        if (left.IsDyn || left.Kind == CelTypeKind.Parameter)
        {
            return true;
        }

        if (right.IsDyn || right.Kind == CelTypeKind.Parameter || left.Kind != right.Kind)
        {
            return false;
        }

        return left.Kind switch
        {
            CelTypeKind.Type => true,
            CelTypeKind.List or CelTypeKind.Map or CelTypeKind.Opaque =>
                left.Name == right.Name
                && left.Parameters.Count == right.Parameters.Count
                && left.Parameters.Zip(right.Parameters).All(pair => IsEqualOrLessSpecific(pair.First, pair.Second)),
            _ => left.Equals(right),
        };
    }

    private static bool TakesNull(CelType type) => type.Kind is CelTypeKind.Null or CelTypeKind.Object or CelTypeKind.Duration
        or CelTypeKind.Timestamp or CelTypeKind.Opaque;

    private bool Assign(CelType from, CelType to)
    {
        if (to.Kind == CelTypeKind.Parameter)
        {
            var (valid, known) = Substitute(from, to);
            if (valid || known)
            {
                return valid;
            }
        }

        if (from.Kind == CelTypeKind.Parameter)
        {
            return Substitute(to, from).Valid;
        }

        if (from.IsDyn || to.IsDyn)
        {
            return true;
        }

        if (from.Kind == CelTypeKind.Null || to.Kind == CelTypeKind.Null)
        {
            return TakesNull(from.Kind == CelTypeKind.Null ? to : from);
        }

        if (from.Kind != to.Kind)
        {
            return false;
        }

        if (from.Kind is not (CelTypeKind.List or CelTypeKind.Map or CelTypeKind.Opaque))
        {
            return from.Kind == CelTypeKind.Type || from.Name == to.Name;
        }

        if (from.Name != to.Name || from.Parameters.Count != to.Parameters.Count)
        {
            return false;
        }

        for (var i = 0; i < from.Parameters.Count; i++)
        {
            if (!Assign(from.Parameters[i], to.Parameters[i]))
            {
                return false;
            }
        }

        return true;
    }

    private (bool Valid, bool Known) Substitute(CelType type, CelType parameter)
    {
        if (type.Equals(parameter))
        {
            return (true, true);
        }

        if (_types.TryGetValue(parameter.Name, out var known))
        {
            if (type.Equals(known))
            {
                return (true, true);
            }

            if (!Assign(type, known))
            {
                return (false, true);
            }

            var general = MostGeneral(type, known);
            if (!Mentions(general, parameter))
            {
                _types[parameter.Name] = general;
            }

            return (true, true);
        }

        if (Mentions(type, parameter))
        {
            return (false, false);
        }

        _types[parameter.Name] = type;
        return (true, false);
    }

    private bool Mentions(CelType type, CelType parameter)
    {
        if (type.Kind == CelTypeKind.Parameter)
        {
            return type.Name == parameter.Name || (_types.TryGetValue(type.Name, out var known) && Mentions(known, parameter));
        }

        return type.Parameters.Any(inner => Mentions(inner, parameter));
    }
}
