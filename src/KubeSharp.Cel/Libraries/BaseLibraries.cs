using KubeSharp.Cel.Functions;

namespace KubeSharp.Cel.Libraries;

/// <summary>The standard functions and those that Kubernetes has everywhere.</summary>
internal static class BaseLibraries
{
    public static void AddTo(FunctionTable table)
    {
        var library = new Library(table);
        LogicFunctions.AddTo(library);
        ArithmeticFunctions.AddTo(library);
        ComparisonFunctions.AddTo(library);
        ConversionFunctions.AddTo(library);
        CollectionFunctions.AddTo(library);
        TextFunctions.AddTo(library);
        TimeFunctions.AddTo(library);
        OptionalFunctions.AddTo(library);
        StringExtensions.AddTo(library);
        ListFunctions.AddTo(library);
        SetFunctions.AddTo(library);
        RegexFunctions.AddTo(library);
        UrlFunctions.AddTo(library);
        IpFunctions.AddTo(library);
        CidrFunctions.AddTo(library);
        QuantityFunctions.AddTo(library);
        SemverFunctions.AddTo(library);
        FormatFunctions.AddTo(library);
        AuthorizerFunctions.AddTo(library);
    }
}
