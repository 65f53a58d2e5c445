using KubeSharp.Api.Generator.Emit;
using KubeSharp.Api.Generator.Schema;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: KubeSharp.Api.Generator <directory of the schema> <output directory>");
    return 2;
}

var schema = SchemaLoader.Load(args[0]);
var output = new OutputDirectory(args[1]);
foreach (var file in schema.Files.Where(f => !f.IsPrimitive))
{
    output.Write(file.Id, FileEmitter.Emit(file));
}

output.Write("ApiTypes", ApiTypesEmitter.Emit(schema));
output.Write("ApiResources", ApiResourcesEmitter.Emit(schema));
output.RemoveOthers();
return 0;
