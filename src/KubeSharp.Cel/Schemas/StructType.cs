using KubeSharp.Api;
using KubeSharp.Cel.Types;

namespace KubeSharp.Cel.Schemas;

/// <summary>A built-in kind, or a part of one, as expressions see it. Its fields are made when they are asked for, because schemas may be recursive.</summary>
public sealed class StructType(StructSchema schema) : ObjectType(schema.GoName, [])
{
    private const string ObjectMeta = "v1.ObjectMeta";

    public override CelType? Field(string name)
    {
        foreach (var field in schema.Fields)
        {
            if (FieldNames.Escape(field.Name) == name)
            {
                return Of(field.Type);
            }
        }

        return name is "apiVersion" or "kind" && schema.Find("metadata")?.Type.Struct?.GoName == ObjectMeta ? String : null;
    }

    /// <summary>Values that JSON has in several forms are dyn.</summary>
    private static CelType Of(TypeSchema type) => type.Shape switch
    {
        TypeShape.String or TypeShape.Duration => String,
        TypeShape.Bool => Bool,
        TypeShape.Int32 or TypeShape.Int64 => Int,
        TypeShape.Double => Double,
        TypeShape.Bytes => Bytes,
        TypeShape.Time or TypeShape.MicroTime => Timestamp,
        TypeShape.Struct => new StructType(type.Struct!),
        TypeShape.List => List(Of(type.Element!)),
        TypeShape.Map => Map(String, Of(type.Element!)),
        _ => Dyn,
    };
}
