using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Functions;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>cidr(), isCIDR() and what lies in a network.</summary>
internal static class CidrFunctions
{
    private static readonly SizeEstimate AddressSize = new(4, 16);

    public static void AddTo(Library library)
    {
        library.Global(
            "cidr",
            "string_to_cidr",
            [CelType.String],
            CidrValue.CidrType,
            arguments => CidrValue.Parse(arguments[0].AsString, out var error) is { } cidr ? CelValue.Of(cidr) : Library.Error(error),
            CommonCosts.Traversal(),
            CommonCosts.TraversalEstimate());
        library.Global(
            "isCIDR",
            "is_cidr",
            [CelType.String],
            CelType.Bool,
            arguments => CelValue.Of(CidrValue.Parse(arguments[0].AsString, out _) is not null),
            CommonCosts.Traversal(),
            CommonCosts.TraversalEstimate());
        library.Global("string", "cidr_to_string", [CidrValue.CidrType], CelType.String, arguments => CelValue.Of(arguments[0].AsObject.ToString()));
        library.Member("ip", "cidr_ip", [CidrValue.CidrType], IpValue.IpType, arguments => CelValue.Of(Of(arguments[0]).Ip));
        library.Member("masked", "cidr_masked", [CidrValue.CidrType], CidrValue.CidrType, arguments => CelValue.Of(Of(arguments[0]).Masked()));
        library.Member("prefixLength", "cidr_prefix_length", [CidrValue.CidrType], CelType.Int, arguments => CelValue.Of((long)Of(arguments[0]).Prefix));
        Contains(library, "containsIP", "cidr_contains_ip_ip", IpValue.IpType, 0, arguments =>
            CelValue.Of(Of(arguments[0]).Contains((IpValue)arguments[1].AsObject)));
        Contains(library, "containsIP", "cidr_contains_ip_string", CelType.String, 0, arguments =>
            IpValue.Parse(arguments[1].AsString, out var error) is { } ip ? CelValue.Of(Of(arguments[0]).Contains(ip)) : Library.Error(error));
        Contains(library, "containsCIDR", "cidr_contains_cidr", CidrValue.CidrType, 1, arguments =>
            CelValue.Of(Of(arguments[0]).Contains(Of(arguments[1]))));
        Contains(library, "containsCIDR", "cidr_contains_cidr_string", CelType.String, 1, arguments =>
            CidrValue.Parse(arguments[1].AsString, out var error) is { } cidr ? CelValue.Of(Of(arguments[0]).Contains(cidr)) : Library.Error(error));
    }

    private static CidrValue Of(in CelValue value) => (CidrValue)value.AsObject;

    /// <param name="masks">How often a network is masked before it is compared.</param>
    private static void Contains(Library library, string name, string id, CelType argument, int masks, CelFunction body)
    {
        var isText = argument.Kind == CelTypeKind.String;
        library.Member(
            name,
            id,
            [CidrValue.CidrType, argument],
            CelType.Bool,
            body,
            (ReadOnlySpan<CelValue> arguments, in CelValue _) =>
            {
                var size = arguments[0].Size;
                var cost = Saturating.Multiply(size + size, CostFactors.Traversal);
                cost += masks == 0 ? 0 : Saturating.Multiply(size, CostFactors.Traversal) + 1;
                return isText ? cost + Saturating.Multiply(arguments[1].Size, CostFactors.Traversal) : cost;
            },
            site =>
            {
                var cost = AddressSize.Add(AddressSize).MultiplyByFactor(CostFactors.Traversal);
                cost = masks == 0 ? cost : cost.Add(AddressSize.MultiplyByFactor(CostFactors.Traversal)).Add(CostEstimate.One);
                return new CallEstimate(isText ? cost.Add(site.SizeOf(site[1]).MultiplyByFactor(CostFactors.Traversal)) : cost);
            });
    }
}
