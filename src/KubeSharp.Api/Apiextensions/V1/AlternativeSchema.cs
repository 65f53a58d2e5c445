namespace KubeSharp.Api.Apiextensions.V1;

/// <summary>The description of a value that has two forms, and so no fields of its own.</summary>
internal static class AlternativeSchema
{
    public static StructSchema Of(string name) =>
        new(name, "v1." + name, "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1." + name, null, []);
}
