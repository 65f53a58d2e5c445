using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Functions;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>semver(), isSemver() and the comparison of versions.</summary>
internal static class SemverFunctions
{
    public static void AddTo(Library library)
    {
        var type = SemverValue.SemverType;
        CelFunction parse = arguments =>
            SemverValue.Parse(arguments[0].AsString, arguments.Length == 2 && arguments[1].IsTrue, out var error) is { } version
                ? CelValue.Of(version)
                : Library.Error(error);
        CelFunction test = arguments =>
            CelValue.Of(SemverValue.Parse(arguments[0].AsString, arguments.Length == 2 && arguments[1].IsTrue, out _) is not null);
        var cost = CommonCosts.Traversal();
        var estimate = CommonCosts.TraversalEstimate();
        library.Global("semver", "string_to_semver", [CelType.String], type, parse, cost, estimate);
        library.Global("semver", "string_bool_to_semver", [CelType.String, CelType.Bool], type, parse, cost, estimate);
        library.Global("isSemver", "is_semver_string", [CelType.String], CelType.Bool, test, cost, estimate);
        library.Global("isSemver", "is_semver_string_bool", [CelType.String, CelType.Bool], CelType.Bool, test, cost, estimate);
        library.Member("isGreaterThan", "semver_is_greater_than", [type, type], CelType.Bool, arguments => CelValue.Of(Order(arguments) > 0));
        library.Member("isLessThan", "semver_is_less_than", [type, type], CelType.Bool, arguments => CelValue.Of(Order(arguments) < 0));
        library.Member("compareTo", "semver_compare_to", [type, type], CelType.Int, arguments => CelValue.Of((long)Order(arguments)));
        library.Member("major", "semver_major", [type], CelType.Int, arguments => CelValue.Of((long)Of(arguments[0]).Major));
        library.Member("minor", "semver_minor", [type], CelType.Int, arguments => CelValue.Of((long)Of(arguments[0]).Minor));
        library.Member("patch", "semver_patch", [type], CelType.Int, arguments => CelValue.Of((long)Of(arguments[0]).Patch));
    }

    private static SemverValue Of(in CelValue value) => (SemverValue)value.AsObject;

    private static int Order(ReadOnlySpan<CelValue> arguments) => Of(arguments[0]).CompareTo(Of(arguments[1]));
}
