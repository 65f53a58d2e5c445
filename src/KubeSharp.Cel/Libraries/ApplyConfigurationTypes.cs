using KubeSharp.Cel.Types;

namespace KubeSharp.Cel.Libraries;

/// <summary>
/// The objects of which an apply configuration is made: <c>Object{spec: Object.spec{replicas: 1}}</c>. A name spells the way from the root of the
/// resource; whether the fields exist is seen when the configuration meets the schema of an object.
/// </summary>
public sealed class ApplyConfigurationTypes : ITypeProvider
{
    private const string RootName = "Object";

    public static ApplyConfigurationTypes Instance { get; } = new();

    public static CelType Root { get; } = new ConfigurationType(RootName);

    public CelType? Find(string name) => name == RootName ? Root
        : name.StartsWith(RootName + ".", StringComparison.Ordinal) ? new ConfigurationType(name)
        : null;

    private sealed class ConfigurationType(string name) : ObjectType(name, [])
    {
        public override CelType Field(string name) => Dyn;
    }
}
