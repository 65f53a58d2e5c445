namespace KubeSharp.Cel.Types;

/// <summary>The named types that an expression may make objects of.</summary>
public interface ITypeProvider
{
    /// <summary>Null if the name is not known.</summary>
    CelType? Find(string name);
}
