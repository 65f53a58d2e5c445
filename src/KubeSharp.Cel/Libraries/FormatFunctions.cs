using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>format.named() and its kin, and validate().</summary>
internal static class FormatFunctions
{
    private const ulong LongestCheck = 1000;

    public static void AddTo(Library library)
    {
        foreach (var format in NamedFormats.All)
        {
            var value = CelValue.Of(format);
            library.Global("format." + format.Name, "format-" + format.Name, [], FormatValue.FormatType, _ => value);
        }

        library.Global("format.named", "format-named", [CelType.String], CelType.Optional(FormatValue.FormatType), arguments =>
        {
            var name = arguments[0].AsString;
            return NamedFormats.All.FirstOrDefault(format => format.Name == name) is { } found
                ? OptionalValue.Some(CelValue.Of(found))
                : OptionalValue.None;
        });
        library.Member(
            "validate",
            "format-validate",
            [FormatValue.FormatType, CelType.String],
            CelType.Optional(CelType.ListOfStrings),
            arguments => ((FormatValue)arguments[0].AsObject).Validate(arguments[1].AsString) is { Count: > 0 } errors
                ? OptionalValue.Some(CelValue.Strings(errors))
                : OptionalValue.None,
            (ReadOnlySpan<CelValue> arguments, in CelValue _) => Saturating.Multiply(
                Saturating.Multiply(arguments[1].Size + 1, CostFactors.Traversal), Saturating.Multiply(arguments[0].Size, CostFactors.Regex)),
            site => new CallEstimate(
                site.SizeOf(site[1]).Add(SizeEstimate.One).MultiplyByFactor(CostFactors.Traversal)
                    .Multiply(new SizeEstimate(1, LongestCheck).MultiplyByFactor(CostFactors.Regex))));
    }
}
