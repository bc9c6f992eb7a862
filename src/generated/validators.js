// Made from schemas/ by npm run generate: change those files instead.
"use strict";
/** @type {unknown} */
export const source = validate14;
const schema12 = {"description":"One Asana source: a workspace whose audit log is followed.","type":"object","properties":{"config":{"$ref":"#/definitions/config"},"schemaRef":{"description":"Names the kind of source.","type":"object","default":{"type":"Asana"},"examples":[{"type":"Asana"}],"properties":{"type":{"description":"\"Asana\" for an Asana source.","const":"Asana","default":"Asana","errorMessage":"type must be \"Asana\".","examples":["Asana"]},"version":{"description":"Version of Sumo Logic's source definition, as its API returns it. Not used here.","type":"string","examples":["1.0.0"]}},"required":["type"],"additionalProperties":false},"sourceType":{"description":"\"Universal\" for every cloud-to-cloud source. Sumo Logic's own example says \"Security\", which is read as \"Universal\".","default":"Universal","examples":["Universal"],"if":{"type":"string","pattern":"^Security$"},"then":{"const":"Security"},"else":{"const":"Universal","errorMessage":"sourceType must be \"Universal\"."}},"id":{"description":"The number Sumo Logic's API has given the source. Read-only, not used here.","type":"integer","examples":[100000001]},"alive":{"description":"Whether Sumo Logic's API regards the source as alive. Read-only, not used here.","type":"boolean","examples":[true]},"state":{"description":"The state Sumo Logic's API reports. Read-only, not used here.","type":"object","examples":[{"state":"Collecting"}]},"Config":{"description":"This key is written config.","not":{},"errorMessage":"Unknown property. Did you mean \"config\"?","doNotSuggest":true},"configuration":{"description":"This key is written config.","not":{},"errorMessage":"Unknown property. Did you mean \"config\"?","doNotSuggest":true},"schemaref":{"description":"This key is written schemaRef.","not":{},"errorMessage":"Unknown property. Did you mean \"schemaRef\"?","doNotSuggest":true},"SchemaRef":{"description":"This key is written schemaRef.","not":{},"errorMessage":"Unknown property. Did you mean \"schemaRef\"?","doNotSuggest":true},"schema_ref":{"description":"This key is written schemaRef.","not":{},"errorMessage":"Unknown property. Did you mean \"schemaRef\"?","doNotSuggest":true},"schemaref.type":{"description":"This key is written schemaRef.","not":{},"errorMessage":"Unknown property. Did you mean \"schemaRef\"?","doNotSuggest":true},"schema":{"description":"This key is written schemaRef.","not":{},"errorMessage":"Unknown property. Did you mean \"schemaRef\"?","doNotSuggest":true},"sourcetype":{"description":"This key is written sourceType.","not":{},"errorMessage":"Unknown property. Did you mean \"sourceType\"?","doNotSuggest":true},"SourceType":{"description":"This key is written sourceType.","not":{},"errorMessage":"Unknown property. Did you mean \"sourceType\"?","doNotSuggest":true},"source_type":{"description":"This key is written sourceType.","not":{},"errorMessage":"Unknown property. Did you mean \"sourceType\"?","doNotSuggest":true},"type":{"description":"This key is written sourceType.","not":{},"errorMessage":"Unknown property. Did you mean \"sourceType\"?","doNotSuggest":true},"name":{"description":"A key of config.","not":{},"errorMessage":"Unknown property. \"name\" stands inside \"config\".","doNotSuggest":true},"category":{"description":"A key of config.","not":{},"errorMessage":"Unknown property. \"category\" stands inside \"config\".","doNotSuggest":true},"fields":{"description":"A key of config.","not":{},"errorMessage":"Unknown property. \"fields\" stands inside \"config\".","doNotSuggest":true},"personalAccessToken":{"description":"A key of config.","not":{},"errorMessage":"Unknown property. \"personalAccessToken\" stands inside \"config\".","doNotSuggest":true},"workspaceID":{"description":"A key of config.","not":{},"errorMessage":"Unknown property. \"workspaceID\" stands inside \"config\".","doNotSuggest":true}},"required":["config","schemaRef","sourceType"],"additionalProperties":false};
const schema13 = {"description":"What is followed, and how its records are labelled.","type":"object","properties":{"name":{"description":"Name of the source, unique among all sources. It becomes the metadata field _source.","type":"string","minLength":1,"maxLength":128,"examples":["Asana"]},"description":{"description":"A note for whoever reads the file.","type":"string","examples":["Audit log of our Asana organisation"]},"category":{"description":"Becomes the metadata field _sourceCategory, such as \"prod/asana/audit\".","type":"string","examples":["prod/asana/audit"]},"fields":{"description":"Metadata of every record of the source: names and texts.","type":"object","properties":{"_siemForward":{"description":"Whether Sumo Logic forwards the records to Cloud SIEM. A boolean; the texts \"true\" and \"false\" are read as one.","default":false,"examples":[true],"if":{"type":"string","pattern":"^(true|false)$"},"then":{"enum":["true","false"]},"else":{"type":"boolean","errorMessage":"_siemForward must be true or false, without quotes."}}},"additionalProperties":{"type":"string"},"examples":[{"team":"security"}]},"personalAccessToken":{"description":"Token of an Asana service account that may read the audit log. Write ${env:NAME} or ${file:/path} to keep it out of the file.","examples":["${env:ASANA_TOKEN}"],"if":{"type":"string","pattern":"\\*{4}"},"then":{"not":{"type":"string"},"errorMessage":"personalAccessToken is masked with asterisks, as in files downloaded from Sumo Logic. Write the token itself, or better ${env:NAME} or ${file:/path}."},"else":{"type":"string","pattern":"^[!-~]+$","patternErrorMessage":"personalAccessToken must be a token: not empty, of printable ASCII characters, without white space.","errorMessage":"personalAccessToken must be a string. Put it in double quotes."}},"workspaceID":{"description":"Asana's gid of the workspace, as a string of digits: the \"Domain ID\" at the bottom of the admin console's Settings.","type":"string","minLength":1,"errorMessage":"workspaceID must be a string of digits. Put it in double quotes: \"1204094735693514\".","examples":["1204094735693514"]},"workspaceId":{"description":"This key is written workspaceID.","not":{},"errorMessage":"Unknown property. Did you mean \"workspaceID\"?","doNotSuggest":true},"workspaceid":{"description":"This key is written workspaceID.","not":{},"errorMessage":"Unknown property. Did you mean \"workspaceID\"?","doNotSuggest":true},"WorkspaceID":{"description":"This key is written workspaceID.","not":{},"errorMessage":"Unknown property. Did you mean \"workspaceID\"?","doNotSuggest":true},"workspace_id":{"description":"This key is written workspaceID.","not":{},"errorMessage":"Unknown property. Did you mean \"workspaceID\"?","doNotSuggest":true},"workspace-id":{"description":"This key is written workspaceID.","not":{},"errorMessage":"Unknown property. Did you mean \"workspaceID\"?","doNotSuggest":true},"workspace":{"description":"This key is written workspaceID.","not":{},"errorMessage":"Unknown property. Did you mean \"workspaceID\"?","doNotSuggest":true},"workspaceGid":{"description":"This key is written workspaceID.","not":{},"errorMessage":"Unknown property. Did you mean \"workspaceID\"?","doNotSuggest":true},"workspace_gid":{"description":"This key is written workspaceID.","not":{},"errorMessage":"Unknown property. Did you mean \"workspaceID\"?","doNotSuggest":true},"domainId":{"description":"This key is written workspaceID.","not":{},"errorMessage":"Unknown property. Did you mean \"workspaceID\"?","doNotSuggest":true},"personalaccesstoken":{"description":"This key is written personalAccessToken.","not":{},"errorMessage":"Unknown property. Did you mean \"personalAccessToken\"?","doNotSuggest":true},"personalAccesstoken":{"description":"This key is written personalAccessToken.","not":{},"errorMessage":"Unknown property. Did you mean \"personalAccessToken\"?","doNotSuggest":true},"PersonalAccessToken":{"description":"This key is written personalAccessToken.","not":{},"errorMessage":"Unknown property. Did you mean \"personalAccessToken\"?","doNotSuggest":true},"personalAccessTokens":{"description":"This key is written personalAccessToken.","not":{},"errorMessage":"Unknown property. Did you mean \"personalAccessToken\"?","doNotSuggest":true},"personal_access_token":{"description":"This key is written personalAccessToken.","not":{},"errorMessage":"Unknown property. Did you mean \"personalAccessToken\"?","doNotSuggest":true},"personal-access-token":{"description":"This key is written personalAccessToken.","not":{},"errorMessage":"Unknown property. Did you mean \"personalAccessToken\"?","doNotSuggest":true},"accessToken":{"description":"This key is written personalAccessToken.","not":{},"errorMessage":"Unknown property. Did you mean \"personalAccessToken\"?","doNotSuggest":true},"access_token":{"description":"This key is written personalAccessToken.","not":{},"errorMessage":"Unknown property. Did you mean \"personalAccessToken\"?","doNotSuggest":true},"apiToken":{"description":"This key is written personalAccessToken.","not":{},"errorMessage":"Unknown property. Did you mean \"personalAccessToken\"?","doNotSuggest":true},"api_token":{"description":"This key is written personalAccessToken.","not":{},"errorMessage":"Unknown property. Did you mean \"personalAccessToken\"?","doNotSuggest":true},"apiKey":{"description":"This key is written personalAccessToken.","not":{},"errorMessage":"Unknown property. Did you mean \"personalAccessToken\"?","doNotSuggest":true},"token":{"description":"This key is written personalAccessToken.","not":{},"errorMessage":"Unknown property. Did you mean \"personalAccessToken\"?","doNotSuggest":true},"pat":{"description":"This key is written personalAccessToken.","not":{},"errorMessage":"Unknown property. Did you mean \"personalAccessToken\"?","doNotSuggest":true},"sourceCategory":{"description":"This key is written category.","not":{},"errorMessage":"Unknown property. Did you mean \"category\"?","doNotSuggest":true},"_sourceCategory":{"description":"This key is written category.","not":{},"errorMessage":"Unknown property. Did you mean \"category\"?","doNotSuggest":true},"source_category":{"description":"This key is written category.","not":{},"errorMessage":"Unknown property. Did you mean \"category\"?","doNotSuggest":true},"sourceName":{"description":"This key is written name.","not":{},"errorMessage":"Unknown property. Did you mean \"name\"?","doNotSuggest":true},"_sourceName":{"description":"This key is written name.","not":{},"errorMessage":"Unknown property. Did you mean \"name\"?","doNotSuggest":true},"source_name":{"description":"This key is written name.","not":{},"errorMessage":"Unknown property. Did you mean \"name\"?","doNotSuggest":true},"pollingInterval":{"description":"No key of an Asana source.","not":{},"errorMessage":"Unknown property. An Asana source has no interval of its own: it is polling.interval in receiver.json.","doNotSuggest":true},"polling_interval":{"description":"No key of an Asana source.","not":{},"errorMessage":"Unknown property. An Asana source has no interval of its own: it is polling.interval in receiver.json.","doNotSuggest":true},"interval":{"description":"No key of an Asana source.","not":{},"errorMessage":"Unknown property. An Asana source has no interval of its own: it is polling.interval in receiver.json.","doNotSuggest":true}},"required":["name","personalAccessToken","workspaceID"],"additionalProperties":false};
const func2 = Object.prototype.hasOwnProperty;
const func5 = (text) => [...text].length;
const pattern0 = new RegExp("^(true|false)$", "u");
const pattern1 = new RegExp("\\*{4}", "u");
const pattern2 = new RegExp("^[!-~]+$", "u");
const pattern3 = new RegExp("^Security$", "u");

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.config === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "config"},message:"must have required property '"+"config"+"'",schema:schema12.required,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.schemaRef === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "schemaRef"},message:"must have required property '"+"schemaRef"+"'",schema:schema12.required,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.sourceType === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sourceType"},message:"must have required property '"+"sourceType"+"'",schema:schema12.required,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema12.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.config !== undefined){
let data0 = data.config;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.name === undefined){
const err4 = {instancePath:instancePath+"/config",schemaPath:"#/definitions/config/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema13.required,parentSchema:schema13,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data0.personalAccessToken === undefined){
const err5 = {instancePath:instancePath+"/config",schemaPath:"#/definitions/config/required",keyword:"required",params:{missingProperty: "personalAccessToken"},message:"must have required property '"+"personalAccessToken"+"'",schema:schema13.required,parentSchema:schema13,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data0.workspaceID === undefined){
const err6 = {instancePath:instancePath+"/config",schemaPath:"#/definitions/config/required",keyword:"required",params:{missingProperty: "workspaceID"},message:"must have required property '"+"workspaceID"+"'",schema:schema13.required,parentSchema:schema13,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key1 in data0){
if(!(func2.call(schema13.properties, key1))){
const err7 = {instancePath:instancePath+"/config",schemaPath:"#/definitions/config/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema13,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data0.name !== undefined){
let data1 = data0.name;
if(typeof data1 === "string"){
if(func5(data1) > 128){
const err8 = {instancePath:instancePath+"/config/name",schemaPath:"#/definitions/config/properties/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters",schema:128,parentSchema:schema13.properties.name,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(func5(data1) < 1){
const err9 = {instancePath:instancePath+"/config/name",schemaPath:"#/definitions/config/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema13.properties.name,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/config/name",schemaPath:"#/definitions/config/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.name.type,parentSchema:schema13.properties.name,data:data1};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data0.description !== undefined){
let data2 = data0.description;
if(typeof data2 !== "string"){
const err11 = {instancePath:instancePath+"/config/description",schemaPath:"#/definitions/config/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.description.type,parentSchema:schema13.properties.description,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data0.category !== undefined){
let data3 = data0.category;
if(typeof data3 !== "string"){
const err12 = {instancePath:instancePath+"/config/category",schemaPath:"#/definitions/config/properties/category/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.category.type,parentSchema:schema13.properties.category,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data0.fields !== undefined){
let data4 = data0.fields;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key2 in data4){
if(!(key2 === "_siemForward")){
let data5 = data4[key2];
if(typeof data5 !== "string"){
const err13 = {instancePath:instancePath+"/config/fields/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/config/properties/fields/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.fields.additionalProperties.type,parentSchema:schema13.properties.fields.additionalProperties,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data4._siemForward !== undefined){
let data6 = data4._siemForward;
const _errs18 = errors;
let valid5 = true;
const _errs19 = errors;
if(errors === _errs19){
if(typeof data6 === "string"){
if(!pattern0.test(data6)){
const err14 = {};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
var _valid0 = _errs19 === errors;
errors = _errs18;
if(vErrors !== null){
if(_errs18){
vErrors.length = _errs18;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs21 = errors;
if(!((data6 === "true") || (data6 === "false"))){
const err16 = {instancePath:instancePath+"/config/fields/_siemForward",schemaPath:"#/definitions/config/properties/fields/properties/_siemForward/then/enum",keyword:"enum",params:{allowedValues: schema13.properties.fields.properties._siemForward.then.enum},message:"must be equal to one of the allowed values",schema:schema13.properties.fields.properties._siemForward.then.enum,parentSchema:schema13.properties.fields.properties._siemForward.then,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
var _valid0 = _errs21 === errors;
valid5 = _valid0;
ifClause0 = "then";
}
else {
const _errs22 = errors;
if(typeof data6 !== "boolean"){
const err17 = {instancePath:instancePath+"/config/fields/_siemForward",schemaPath:"#/definitions/config/properties/fields/properties/_siemForward/else/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema13.properties.fields.properties._siemForward.else.type,parentSchema:schema13.properties.fields.properties._siemForward.else,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
var _valid0 = _errs22 === errors;
valid5 = _valid0;
ifClause0 = "else";
}
if(!valid5){
const err18 = {instancePath:instancePath+"/config/fields/_siemForward",schemaPath:"#/definitions/config/properties/fields/properties/_siemForward/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema13.properties.fields.properties._siemForward.if,parentSchema:schema13.properties.fields.properties._siemForward,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/config/fields",schemaPath:"#/definitions/config/properties/fields/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema13.properties.fields.type,parentSchema:schema13.properties.fields,data:data4};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data0.personalAccessToken !== undefined){
let data7 = data0.personalAccessToken;
const _errs25 = errors;
let valid6 = true;
const _errs26 = errors;
if(errors === _errs26){
if(typeof data7 === "string"){
if(!pattern1.test(data7)){
const err20 = {};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
var _valid1 = _errs26 === errors;
errors = _errs25;
if(vErrors !== null){
if(_errs25){
vErrors.length = _errs25;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs28 = errors;
const _errs29 = errors;
const _errs30 = errors;
if(typeof data7 !== "string"){
const err22 = {};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
var valid7 = _errs30 === errors;
if(valid7){
const err23 = {instancePath:instancePath+"/config/personalAccessToken",schemaPath:"#/definitions/config/properties/personalAccessToken/then/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.personalAccessToken.then.not,parentSchema:schema13.properties.personalAccessToken.then,data:data7};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
else {
errors = _errs29;
if(vErrors !== null){
if(_errs29){
vErrors.length = _errs29;
}
else {
vErrors = null;
}
}
}
var _valid1 = _errs28 === errors;
valid6 = _valid1;
ifClause1 = "then";
}
else {
const _errs32 = errors;
if(typeof data7 === "string"){
if(!pattern2.test(data7)){
const err24 = {instancePath:instancePath+"/config/personalAccessToken",schemaPath:"#/definitions/config/properties/personalAccessToken/else/pattern",keyword:"pattern",params:{pattern: "^[!-~]+$"},message:"must match pattern \""+"^[!-~]+$"+"\"",schema:"^[!-~]+$",parentSchema:schema13.properties.personalAccessToken.else,data:data7};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/config/personalAccessToken",schemaPath:"#/definitions/config/properties/personalAccessToken/else/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.personalAccessToken.else.type,parentSchema:schema13.properties.personalAccessToken.else,data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
var _valid1 = _errs32 === errors;
valid6 = _valid1;
ifClause1 = "else";
}
if(!valid6){
const err26 = {instancePath:instancePath+"/config/personalAccessToken",schemaPath:"#/definitions/config/properties/personalAccessToken/if",keyword:"if",params:{failingKeyword: ifClause1},message:"must match \""+ifClause1+"\" schema",schema:schema13.properties.personalAccessToken.if,parentSchema:schema13.properties.personalAccessToken,data:data7};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data0.workspaceID !== undefined){
let data8 = data0.workspaceID;
if(typeof data8 === "string"){
if(func5(data8) < 1){
const err27 = {instancePath:instancePath+"/config/workspaceID",schemaPath:"#/definitions/config/properties/workspaceID/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema13.properties.workspaceID,data:data8};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/config/workspaceID",schemaPath:"#/definitions/config/properties/workspaceID/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.workspaceID.type,parentSchema:schema13.properties.workspaceID,data:data8};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data0.workspaceId !== undefined){
const err29 = {instancePath:instancePath+"/config/workspaceId",schemaPath:"#/definitions/config/properties/workspaceId/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.workspaceId.not,parentSchema:schema13.properties.workspaceId,data:data0.workspaceId};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data0.workspaceid !== undefined){
const err30 = {instancePath:instancePath+"/config/workspaceid",schemaPath:"#/definitions/config/properties/workspaceid/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.workspaceid.not,parentSchema:schema13.properties.workspaceid,data:data0.workspaceid};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data0.WorkspaceID !== undefined){
const err31 = {instancePath:instancePath+"/config/WorkspaceID",schemaPath:"#/definitions/config/properties/WorkspaceID/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.WorkspaceID.not,parentSchema:schema13.properties.WorkspaceID,data:data0.WorkspaceID};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data0.workspace_id !== undefined){
const err32 = {instancePath:instancePath+"/config/workspace_id",schemaPath:"#/definitions/config/properties/workspace_id/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.workspace_id.not,parentSchema:schema13.properties.workspace_id,data:data0.workspace_id};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data0["workspace-id"] !== undefined){
const err33 = {instancePath:instancePath+"/config/workspace-id",schemaPath:"#/definitions/config/properties/workspace-id/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties["workspace-id"].not,parentSchema:schema13.properties["workspace-id"],data:data0["workspace-id"]};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data0.workspace !== undefined){
const err34 = {instancePath:instancePath+"/config/workspace",schemaPath:"#/definitions/config/properties/workspace/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.workspace.not,parentSchema:schema13.properties.workspace,data:data0.workspace};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data0.workspaceGid !== undefined){
const err35 = {instancePath:instancePath+"/config/workspaceGid",schemaPath:"#/definitions/config/properties/workspaceGid/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.workspaceGid.not,parentSchema:schema13.properties.workspaceGid,data:data0.workspaceGid};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data0.workspace_gid !== undefined){
const err36 = {instancePath:instancePath+"/config/workspace_gid",schemaPath:"#/definitions/config/properties/workspace_gid/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.workspace_gid.not,parentSchema:schema13.properties.workspace_gid,data:data0.workspace_gid};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data0.domainId !== undefined){
const err37 = {instancePath:instancePath+"/config/domainId",schemaPath:"#/definitions/config/properties/domainId/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.domainId.not,parentSchema:schema13.properties.domainId,data:data0.domainId};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data0.personalaccesstoken !== undefined){
const err38 = {instancePath:instancePath+"/config/personalaccesstoken",schemaPath:"#/definitions/config/properties/personalaccesstoken/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.personalaccesstoken.not,parentSchema:schema13.properties.personalaccesstoken,data:data0.personalaccesstoken};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data0.personalAccesstoken !== undefined){
const err39 = {instancePath:instancePath+"/config/personalAccesstoken",schemaPath:"#/definitions/config/properties/personalAccesstoken/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.personalAccesstoken.not,parentSchema:schema13.properties.personalAccesstoken,data:data0.personalAccesstoken};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data0.PersonalAccessToken !== undefined){
const err40 = {instancePath:instancePath+"/config/PersonalAccessToken",schemaPath:"#/definitions/config/properties/PersonalAccessToken/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.PersonalAccessToken.not,parentSchema:schema13.properties.PersonalAccessToken,data:data0.PersonalAccessToken};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data0.personalAccessTokens !== undefined){
const err41 = {instancePath:instancePath+"/config/personalAccessTokens",schemaPath:"#/definitions/config/properties/personalAccessTokens/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.personalAccessTokens.not,parentSchema:schema13.properties.personalAccessTokens,data:data0.personalAccessTokens};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data0.personal_access_token !== undefined){
const err42 = {instancePath:instancePath+"/config/personal_access_token",schemaPath:"#/definitions/config/properties/personal_access_token/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.personal_access_token.not,parentSchema:schema13.properties.personal_access_token,data:data0.personal_access_token};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data0["personal-access-token"] !== undefined){
const err43 = {instancePath:instancePath+"/config/personal-access-token",schemaPath:"#/definitions/config/properties/personal-access-token/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties["personal-access-token"].not,parentSchema:schema13.properties["personal-access-token"],data:data0["personal-access-token"]};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data0.accessToken !== undefined){
const err44 = {instancePath:instancePath+"/config/accessToken",schemaPath:"#/definitions/config/properties/accessToken/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.accessToken.not,parentSchema:schema13.properties.accessToken,data:data0.accessToken};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data0.access_token !== undefined){
const err45 = {instancePath:instancePath+"/config/access_token",schemaPath:"#/definitions/config/properties/access_token/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.access_token.not,parentSchema:schema13.properties.access_token,data:data0.access_token};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data0.apiToken !== undefined){
const err46 = {instancePath:instancePath+"/config/apiToken",schemaPath:"#/definitions/config/properties/apiToken/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.apiToken.not,parentSchema:schema13.properties.apiToken,data:data0.apiToken};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data0.api_token !== undefined){
const err47 = {instancePath:instancePath+"/config/api_token",schemaPath:"#/definitions/config/properties/api_token/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.api_token.not,parentSchema:schema13.properties.api_token,data:data0.api_token};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(data0.apiKey !== undefined){
const err48 = {instancePath:instancePath+"/config/apiKey",schemaPath:"#/definitions/config/properties/apiKey/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.apiKey.not,parentSchema:schema13.properties.apiKey,data:data0.apiKey};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(data0.token !== undefined){
const err49 = {instancePath:instancePath+"/config/token",schemaPath:"#/definitions/config/properties/token/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.token.not,parentSchema:schema13.properties.token,data:data0.token};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data0.pat !== undefined){
const err50 = {instancePath:instancePath+"/config/pat",schemaPath:"#/definitions/config/properties/pat/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.pat.not,parentSchema:schema13.properties.pat,data:data0.pat};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(data0.sourceCategory !== undefined){
const err51 = {instancePath:instancePath+"/config/sourceCategory",schemaPath:"#/definitions/config/properties/sourceCategory/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.sourceCategory.not,parentSchema:schema13.properties.sourceCategory,data:data0.sourceCategory};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data0._sourceCategory !== undefined){
const err52 = {instancePath:instancePath+"/config/_sourceCategory",schemaPath:"#/definitions/config/properties/_sourceCategory/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties._sourceCategory.not,parentSchema:schema13.properties._sourceCategory,data:data0._sourceCategory};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data0.source_category !== undefined){
const err53 = {instancePath:instancePath+"/config/source_category",schemaPath:"#/definitions/config/properties/source_category/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.source_category.not,parentSchema:schema13.properties.source_category,data:data0.source_category};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(data0.sourceName !== undefined){
const err54 = {instancePath:instancePath+"/config/sourceName",schemaPath:"#/definitions/config/properties/sourceName/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.sourceName.not,parentSchema:schema13.properties.sourceName,data:data0.sourceName};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(data0._sourceName !== undefined){
const err55 = {instancePath:instancePath+"/config/_sourceName",schemaPath:"#/definitions/config/properties/_sourceName/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties._sourceName.not,parentSchema:schema13.properties._sourceName,data:data0._sourceName};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(data0.source_name !== undefined){
const err56 = {instancePath:instancePath+"/config/source_name",schemaPath:"#/definitions/config/properties/source_name/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.source_name.not,parentSchema:schema13.properties.source_name,data:data0.source_name};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(data0.pollingInterval !== undefined){
const err57 = {instancePath:instancePath+"/config/pollingInterval",schemaPath:"#/definitions/config/properties/pollingInterval/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.pollingInterval.not,parentSchema:schema13.properties.pollingInterval,data:data0.pollingInterval};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data0.polling_interval !== undefined){
const err58 = {instancePath:instancePath+"/config/polling_interval",schemaPath:"#/definitions/config/properties/polling_interval/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.polling_interval.not,parentSchema:schema13.properties.polling_interval,data:data0.polling_interval};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(data0.interval !== undefined){
const err59 = {instancePath:instancePath+"/config/interval",schemaPath:"#/definitions/config/properties/interval/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema13.properties.interval.not,parentSchema:schema13.properties.interval,data:data0.interval};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
else {
const err60 = {instancePath:instancePath+"/config",schemaPath:"#/definitions/config/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema13.type,parentSchema:schema13,data:data0};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data.schemaRef !== undefined){
let data40 = data.schemaRef;
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
if(data40.type === undefined){
const err61 = {instancePath:instancePath+"/schemaRef",schemaPath:"#/properties/schemaRef/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema12.properties.schemaRef.required,parentSchema:schema12.properties.schemaRef,data:data40};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
for(const key3 in data40){
if(!((key3 === "type") || (key3 === "version"))){
const err62 = {instancePath:instancePath+"/schemaRef",schemaPath:"#/properties/schemaRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema12.properties.schemaRef,data:data40};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data40.type !== undefined){
let data41 = data40.type;
if("Asana" !== data41){
const err63 = {instancePath:instancePath+"/schemaRef/type",schemaPath:"#/properties/schemaRef/properties/type/const",keyword:"const",params:{allowedValue: "Asana"},message:"must be equal to constant",schema:"Asana",parentSchema:schema12.properties.schemaRef.properties.type,data:data41};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data40.version !== undefined){
let data42 = data40.version;
if(typeof data42 !== "string"){
const err64 = {instancePath:instancePath+"/schemaRef/version",schemaPath:"#/properties/schemaRef/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.schemaRef.properties.version.type,parentSchema:schema12.properties.schemaRef.properties.version,data:data42};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
else {
const err65 = {instancePath:instancePath+"/schemaRef",schemaPath:"#/properties/schemaRef/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema12.properties.schemaRef.type,parentSchema:schema12.properties.schemaRef,data:data40};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data.sourceType !== undefined){
let data43 = data.sourceType;
const _errs105 = errors;
let valid9 = true;
const _errs106 = errors;
if(errors === _errs106){
if(typeof data43 === "string"){
if(!pattern3.test(data43)){
const err66 = {};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
else {
const err67 = {};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
var _valid2 = _errs106 === errors;
errors = _errs105;
if(vErrors !== null){
if(_errs105){
vErrors.length = _errs105;
}
else {
vErrors = null;
}
}
let ifClause2;
if(_valid2){
const _errs108 = errors;
if("Security" !== data43){
const err68 = {instancePath:instancePath+"/sourceType",schemaPath:"#/properties/sourceType/then/const",keyword:"const",params:{allowedValue: "Security"},message:"must be equal to constant",schema:"Security",parentSchema:schema12.properties.sourceType.then,data:data43};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
var _valid2 = _errs108 === errors;
valid9 = _valid2;
ifClause2 = "then";
}
else {
const _errs109 = errors;
if("Universal" !== data43){
const err69 = {instancePath:instancePath+"/sourceType",schemaPath:"#/properties/sourceType/else/const",keyword:"const",params:{allowedValue: "Universal"},message:"must be equal to constant",schema:"Universal",parentSchema:schema12.properties.sourceType.else,data:data43};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
var _valid2 = _errs109 === errors;
valid9 = _valid2;
ifClause2 = "else";
}
if(!valid9){
const err70 = {instancePath:instancePath+"/sourceType",schemaPath:"#/properties/sourceType/if",keyword:"if",params:{failingKeyword: ifClause2},message:"must match \""+ifClause2+"\" schema",schema:schema12.properties.sourceType.if,parentSchema:schema12.properties.sourceType,data:data43};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data.id !== undefined){
let data44 = data.id;
if(!(((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44))) && (isFinite(data44)))){
const err71 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema12.properties.id.type,parentSchema:schema12.properties.id,data:data44};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data.alive !== undefined){
let data45 = data.alive;
if(typeof data45 !== "boolean"){
const err72 = {instancePath:instancePath+"/alive",schemaPath:"#/properties/alive/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema12.properties.alive.type,parentSchema:schema12.properties.alive,data:data45};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data.state !== undefined){
let data46 = data.state;
if(!(data46 && typeof data46 == "object" && !Array.isArray(data46))){
const err73 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema12.properties.state.type,parentSchema:schema12.properties.state,data:data46};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data.Config !== undefined){
const err74 = {instancePath:instancePath+"/Config",schemaPath:"#/properties/Config/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema12.properties.Config.not,parentSchema:schema12.properties.Config,data:data.Config};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if(data.configuration !== undefined){
const err75 = {instancePath:instancePath+"/configuration",schemaPath:"#/properties/configuration/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema12.properties.configuration.not,parentSchema:schema12.properties.configuration,data:data.configuration};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(data.schemaref !== undefined){
const err76 = {instancePath:instancePath+"/schemaref",schemaPath:"#/properties/schemaref/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema12.properties.schemaref.not,parentSchema:schema12.properties.schemaref,data:data.schemaref};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if(data.SchemaRef !== undefined){
const err77 = {instancePath:instancePath+"/SchemaRef",schemaPath:"#/properties/SchemaRef/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema12.properties.SchemaRef.not,parentSchema:schema12.properties.SchemaRef,data:data.SchemaRef};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if(data.schema_ref !== undefined){
const err78 = {instancePath:instancePath+"/schema_ref",schemaPath:"#/properties/schema_ref/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema12.properties.schema_ref.not,parentSchema:schema12.properties.schema_ref,data:data.schema_ref};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if(data["schemaref.type"] !== undefined){
const err79 = {instancePath:instancePath+"/schemaref.type",schemaPath:"#/properties/schemaref.type/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema12.properties["schemaref.type"].not,parentSchema:schema12.properties["schemaref.type"],data:data["schemaref.type"]};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
if(data.schema !== undefined){
const err80 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema12.properties.schema.not,parentSchema:schema12.properties.schema,data:data.schema};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if(data.sourcetype !== undefined){
const err81 = {instancePath:instancePath+"/sourcetype",schemaPath:"#/properties/sourcetype/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema12.properties.sourcetype.not,parentSchema:schema12.properties.sourcetype,data:data.sourcetype};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if(data.SourceType !== undefined){
const err82 = {instancePath:instancePath+"/SourceType",schemaPath:"#/properties/SourceType/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema12.properties.SourceType.not,parentSchema:schema12.properties.SourceType,data:data.SourceType};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if(data.source_type !== undefined){
const err83 = {instancePath:instancePath+"/source_type",schemaPath:"#/properties/source_type/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema12.properties.source_type.not,parentSchema:schema12.properties.source_type,data:data.source_type};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if(data.type !== undefined){
const err84 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema12.properties.type.not,parentSchema:schema12.properties.type,data:data.type};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(data.name !== undefined){
const err85 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema12.properties.name.not,parentSchema:schema12.properties.name,data:data.name};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if(data.category !== undefined){
const err86 = {instancePath:instancePath+"/category",schemaPath:"#/properties/category/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema12.properties.category.not,parentSchema:schema12.properties.category,data:data.category};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
if(data.fields !== undefined){
const err87 = {instancePath:instancePath+"/fields",schemaPath:"#/properties/fields/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema12.properties.fields.not,parentSchema:schema12.properties.fields,data:data.fields};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if(data.personalAccessToken !== undefined){
const err88 = {instancePath:instancePath+"/personalAccessToken",schemaPath:"#/properties/personalAccessToken/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema12.properties.personalAccessToken.not,parentSchema:schema12.properties.personalAccessToken,data:data.personalAccessToken};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
if(data.workspaceID !== undefined){
const err89 = {instancePath:instancePath+"/workspaceID",schemaPath:"#/properties/workspaceID/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema12.properties.workspaceID.not,parentSchema:schema12.properties.workspaceID,data:data.workspaceID};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
else {
const err90 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema12.type,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
validate14.errors = vErrors;
return errors === 0;
}

/** @type {unknown} */
export const otherSource = validate23;
const schema20 = {"description":"One source of any type but Asana's: its config is open.","type":"object","properties":{"config":{"$ref":"#/definitions/otherConfig"},"schemaRef":{"description":"Names the type of source.","type":"object","properties":{"type":{"description":"The type of source, as its page writes it: upper and lower case matter, and some have spaces.","type":"string","minLength":1,"examples":["Asana","Okta","Azure Event Hubs"]},"version":{"description":"Version of Sumo Logic's source definition, as its API returns it. Not used here.","type":"string","examples":["1.0.0"]}},"required":["type"],"additionalProperties":false,"examples":[{"type":"Okta"}]},"sourceType":{"description":"\"Universal\" for every cloud-to-cloud source.","default":"Universal","examples":["Universal"],"const":"Universal","errorMessage":"sourceType must be \"Universal\"."},"id":{"description":"The number Sumo Logic's API has given the source. Read-only, not used here.","type":"integer","examples":[100000001]},"alive":{"description":"Whether Sumo Logic's API regards the source as alive. Read-only, not used here.","type":"boolean","examples":[true]},"state":{"description":"The state Sumo Logic's API reports. Read-only, not used here.","type":"object","examples":[{"state":"Collecting"}]},"Config":{"description":"This key is written config.","not":{},"errorMessage":"Unknown property. Did you mean \"config\"?","doNotSuggest":true},"configuration":{"description":"This key is written config.","not":{},"errorMessage":"Unknown property. Did you mean \"config\"?","doNotSuggest":true},"schemaref":{"description":"This key is written schemaRef.","not":{},"errorMessage":"Unknown property. Did you mean \"schemaRef\"?","doNotSuggest":true},"SchemaRef":{"description":"This key is written schemaRef.","not":{},"errorMessage":"Unknown property. Did you mean \"schemaRef\"?","doNotSuggest":true},"schema_ref":{"description":"This key is written schemaRef.","not":{},"errorMessage":"Unknown property. Did you mean \"schemaRef\"?","doNotSuggest":true},"schemaref.type":{"description":"This key is written schemaRef.","not":{},"errorMessage":"Unknown property. Did you mean \"schemaRef\"?","doNotSuggest":true},"schema":{"description":"This key is written schemaRef.","not":{},"errorMessage":"Unknown property. Did you mean \"schemaRef\"?","doNotSuggest":true},"sourcetype":{"description":"This key is written sourceType.","not":{},"errorMessage":"Unknown property. Did you mean \"sourceType\"?","doNotSuggest":true},"SourceType":{"description":"This key is written sourceType.","not":{},"errorMessage":"Unknown property. Did you mean \"sourceType\"?","doNotSuggest":true},"source_type":{"description":"This key is written sourceType.","not":{},"errorMessage":"Unknown property. Did you mean \"sourceType\"?","doNotSuggest":true},"type":{"description":"This key is written sourceType.","not":{},"errorMessage":"Unknown property. Did you mean \"sourceType\"?","doNotSuggest":true},"name":{"description":"A key of config.","not":{},"errorMessage":"Unknown property. \"name\" stands inside \"config\".","doNotSuggest":true},"category":{"description":"A key of config.","not":{},"errorMessage":"Unknown property. \"category\" stands inside \"config\".","doNotSuggest":true},"fields":{"description":"A key of config.","not":{},"errorMessage":"Unknown property. \"fields\" stands inside \"config\".","doNotSuggest":true}},"required":["config","schemaRef","sourceType"],"additionalProperties":false};
const schema21 = {"description":"What the source collects, and how its records are labelled. Each type of source has more keys of its own.","type":"object","properties":{"name":{"description":"Name of the source, unique among all sources of its Collector. It becomes the metadata field _source.","type":"string","minLength":1,"maxLength":128,"examples":["Okta"]},"description":{"description":"A note for whoever reads the file.","type":"string","examples":["System log of our Okta organisation"]},"category":{"description":"Becomes the metadata field _sourceCategory, such as \"prod/asana/audit\".","type":"string","examples":["prod/okta"]},"fields":{"description":"Metadata of every record of the source: names and texts.","type":"object","properties":{"_siemForward":{"description":"Whether Sumo Logic forwards the records to Cloud SIEM. A boolean; the texts \"true\" and \"false\" are read as one.","default":false,"examples":[true],"if":{"type":"string","pattern":"^(true|false)$"},"then":{"enum":["true","false"]},"else":{"type":"boolean","errorMessage":"_siemForward must be true or false, without quotes."}}},"additionalProperties":{"type":"string"},"examples":[{"team":"security"}]},"sourceCategory":{"description":"This key is written category.","not":{},"errorMessage":"Unknown property. Did you mean \"category\"?","doNotSuggest":true},"_sourceCategory":{"description":"This key is written category.","not":{},"errorMessage":"Unknown property. Did you mean \"category\"?","doNotSuggest":true},"source_category":{"description":"This key is written category.","not":{},"errorMessage":"Unknown property. Did you mean \"category\"?","doNotSuggest":true},"sourceName":{"description":"This key is written name.","not":{},"errorMessage":"Unknown property. Did you mean \"name\"?","doNotSuggest":true},"_sourceName":{"description":"This key is written name.","not":{},"errorMessage":"Unknown property. Did you mean \"name\"?","doNotSuggest":true},"source_name":{"description":"This key is written name.","not":{},"errorMessage":"Unknown property. Did you mean \"name\"?","doNotSuggest":true}},"required":["name"],"additionalProperties":true};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.config === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "config"},message:"must have required property '"+"config"+"'",schema:schema20.required,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.schemaRef === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "schemaRef"},message:"must have required property '"+"schemaRef"+"'",schema:schema20.required,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.sourceType === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sourceType"},message:"must have required property '"+"sourceType"+"'",schema:schema20.required,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema20.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.config !== undefined){
let data0 = data.config;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.name === undefined){
const err4 = {instancePath:instancePath+"/config",schemaPath:"#/definitions/otherConfig/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema21.required,parentSchema:schema21,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data0.name !== undefined){
let data1 = data0.name;
if(typeof data1 === "string"){
if(func5(data1) > 128){
const err5 = {instancePath:instancePath+"/config/name",schemaPath:"#/definitions/otherConfig/properties/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters",schema:128,parentSchema:schema21.properties.name,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(func5(data1) < 1){
const err6 = {instancePath:instancePath+"/config/name",schemaPath:"#/definitions/otherConfig/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema21.properties.name,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/config/name",schemaPath:"#/definitions/otherConfig/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.properties.name.type,parentSchema:schema21.properties.name,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data0.description !== undefined){
let data2 = data0.description;
if(typeof data2 !== "string"){
const err8 = {instancePath:instancePath+"/config/description",schemaPath:"#/definitions/otherConfig/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.properties.description.type,parentSchema:schema21.properties.description,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data0.category !== undefined){
let data3 = data0.category;
if(typeof data3 !== "string"){
const err9 = {instancePath:instancePath+"/config/category",schemaPath:"#/definitions/otherConfig/properties/category/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.properties.category.type,parentSchema:schema21.properties.category,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data0.fields !== undefined){
let data4 = data0.fields;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
if(!(key1 === "_siemForward")){
let data5 = data4[key1];
if(typeof data5 !== "string"){
const err10 = {instancePath:instancePath+"/config/fields/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/otherConfig/properties/fields/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.properties.fields.additionalProperties.type,parentSchema:schema21.properties.fields.additionalProperties,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data4._siemForward !== undefined){
let data6 = data4._siemForward;
const _errs18 = errors;
let valid5 = true;
const _errs19 = errors;
if(errors === _errs19){
if(typeof data6 === "string"){
if(!pattern0.test(data6)){
const err11 = {};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
var _valid0 = _errs19 === errors;
errors = _errs18;
if(vErrors !== null){
if(_errs18){
vErrors.length = _errs18;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs21 = errors;
if(!((data6 === "true") || (data6 === "false"))){
const err13 = {instancePath:instancePath+"/config/fields/_siemForward",schemaPath:"#/definitions/otherConfig/properties/fields/properties/_siemForward/then/enum",keyword:"enum",params:{allowedValues: schema21.properties.fields.properties._siemForward.then.enum},message:"must be equal to one of the allowed values",schema:schema21.properties.fields.properties._siemForward.then.enum,parentSchema:schema21.properties.fields.properties._siemForward.then,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var _valid0 = _errs21 === errors;
valid5 = _valid0;
ifClause0 = "then";
}
else {
const _errs22 = errors;
if(typeof data6 !== "boolean"){
const err14 = {instancePath:instancePath+"/config/fields/_siemForward",schemaPath:"#/definitions/otherConfig/properties/fields/properties/_siemForward/else/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema21.properties.fields.properties._siemForward.else.type,parentSchema:schema21.properties.fields.properties._siemForward.else,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
var _valid0 = _errs22 === errors;
valid5 = _valid0;
ifClause0 = "else";
}
if(!valid5){
const err15 = {instancePath:instancePath+"/config/fields/_siemForward",schemaPath:"#/definitions/otherConfig/properties/fields/properties/_siemForward/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema21.properties.fields.properties._siemForward.if,parentSchema:schema21.properties.fields.properties._siemForward,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/config/fields",schemaPath:"#/definitions/otherConfig/properties/fields/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema21.properties.fields.type,parentSchema:schema21.properties.fields,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data0.sourceCategory !== undefined){
const err17 = {instancePath:instancePath+"/config/sourceCategory",schemaPath:"#/definitions/otherConfig/properties/sourceCategory/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema21.properties.sourceCategory.not,parentSchema:schema21.properties.sourceCategory,data:data0.sourceCategory};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data0._sourceCategory !== undefined){
const err18 = {instancePath:instancePath+"/config/_sourceCategory",schemaPath:"#/definitions/otherConfig/properties/_sourceCategory/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema21.properties._sourceCategory.not,parentSchema:schema21.properties._sourceCategory,data:data0._sourceCategory};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data0.source_category !== undefined){
const err19 = {instancePath:instancePath+"/config/source_category",schemaPath:"#/definitions/otherConfig/properties/source_category/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema21.properties.source_category.not,parentSchema:schema21.properties.source_category,data:data0.source_category};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data0.sourceName !== undefined){
const err20 = {instancePath:instancePath+"/config/sourceName",schemaPath:"#/definitions/otherConfig/properties/sourceName/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema21.properties.sourceName.not,parentSchema:schema21.properties.sourceName,data:data0.sourceName};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data0._sourceName !== undefined){
const err21 = {instancePath:instancePath+"/config/_sourceName",schemaPath:"#/definitions/otherConfig/properties/_sourceName/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema21.properties._sourceName.not,parentSchema:schema21.properties._sourceName,data:data0._sourceName};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data0.source_name !== undefined){
const err22 = {instancePath:instancePath+"/config/source_name",schemaPath:"#/definitions/otherConfig/properties/source_name/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema21.properties.source_name.not,parentSchema:schema21.properties.source_name,data:data0.source_name};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/config",schemaPath:"#/definitions/otherConfig/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema21.type,parentSchema:schema21,data:data0};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.schemaRef !== undefined){
let data13 = data.schemaRef;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.type === undefined){
const err24 = {instancePath:instancePath+"/schemaRef",schemaPath:"#/properties/schemaRef/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema20.properties.schemaRef.required,parentSchema:schema20.properties.schemaRef,data:data13};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
for(const key2 in data13){
if(!((key2 === "type") || (key2 === "version"))){
const err25 = {instancePath:instancePath+"/schemaRef",schemaPath:"#/properties/schemaRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema20.properties.schemaRef,data:data13};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data13.type !== undefined){
let data14 = data13.type;
if(typeof data14 === "string"){
if(func5(data14) < 1){
const err26 = {instancePath:instancePath+"/schemaRef/type",schemaPath:"#/properties/schemaRef/properties/type/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema20.properties.schemaRef.properties.type,data:data14};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/schemaRef/type",schemaPath:"#/properties/schemaRef/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.schemaRef.properties.type.type,parentSchema:schema20.properties.schemaRef.properties.type,data:data14};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data13.version !== undefined){
let data15 = data13.version;
if(typeof data15 !== "string"){
const err28 = {instancePath:instancePath+"/schemaRef/version",schemaPath:"#/properties/schemaRef/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.schemaRef.properties.version.type,parentSchema:schema20.properties.schemaRef.properties.version,data:data15};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/schemaRef",schemaPath:"#/properties/schemaRef/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema20.properties.schemaRef.type,parentSchema:schema20.properties.schemaRef,data:data13};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.sourceType !== undefined){
let data16 = data.sourceType;
if("Universal" !== data16){
const err30 = {instancePath:instancePath+"/sourceType",schemaPath:"#/properties/sourceType/const",keyword:"const",params:{allowedValue: "Universal"},message:"must be equal to constant",schema:"Universal",parentSchema:schema20.properties.sourceType,data:data16};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.id !== undefined){
let data17 = data.id;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err31 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema20.properties.id.type,parentSchema:schema20.properties.id,data:data17};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.alive !== undefined){
let data18 = data.alive;
if(typeof data18 !== "boolean"){
const err32 = {instancePath:instancePath+"/alive",schemaPath:"#/properties/alive/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema20.properties.alive.type,parentSchema:schema20.properties.alive,data:data18};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.state !== undefined){
let data19 = data.state;
if(!(data19 && typeof data19 == "object" && !Array.isArray(data19))){
const err33 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema20.properties.state.type,parentSchema:schema20.properties.state,data:data19};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.Config !== undefined){
const err34 = {instancePath:instancePath+"/Config",schemaPath:"#/properties/Config/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema20.properties.Config.not,parentSchema:schema20.properties.Config,data:data.Config};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data.configuration !== undefined){
const err35 = {instancePath:instancePath+"/configuration",schemaPath:"#/properties/configuration/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema20.properties.configuration.not,parentSchema:schema20.properties.configuration,data:data.configuration};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data.schemaref !== undefined){
const err36 = {instancePath:instancePath+"/schemaref",schemaPath:"#/properties/schemaref/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema20.properties.schemaref.not,parentSchema:schema20.properties.schemaref,data:data.schemaref};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data.SchemaRef !== undefined){
const err37 = {instancePath:instancePath+"/SchemaRef",schemaPath:"#/properties/SchemaRef/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema20.properties.SchemaRef.not,parentSchema:schema20.properties.SchemaRef,data:data.SchemaRef};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data.schema_ref !== undefined){
const err38 = {instancePath:instancePath+"/schema_ref",schemaPath:"#/properties/schema_ref/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema20.properties.schema_ref.not,parentSchema:schema20.properties.schema_ref,data:data.schema_ref};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data["schemaref.type"] !== undefined){
const err39 = {instancePath:instancePath+"/schemaref.type",schemaPath:"#/properties/schemaref.type/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema20.properties["schemaref.type"].not,parentSchema:schema20.properties["schemaref.type"],data:data["schemaref.type"]};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data.schema !== undefined){
const err40 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema20.properties.schema.not,parentSchema:schema20.properties.schema,data:data.schema};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data.sourcetype !== undefined){
const err41 = {instancePath:instancePath+"/sourcetype",schemaPath:"#/properties/sourcetype/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema20.properties.sourcetype.not,parentSchema:schema20.properties.sourcetype,data:data.sourcetype};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data.SourceType !== undefined){
const err42 = {instancePath:instancePath+"/SourceType",schemaPath:"#/properties/SourceType/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema20.properties.SourceType.not,parentSchema:schema20.properties.SourceType,data:data.SourceType};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data.source_type !== undefined){
const err43 = {instancePath:instancePath+"/source_type",schemaPath:"#/properties/source_type/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema20.properties.source_type.not,parentSchema:schema20.properties.source_type,data:data.source_type};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data.type !== undefined){
const err44 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema20.properties.type.not,parentSchema:schema20.properties.type,data:data.type};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data.name !== undefined){
const err45 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema20.properties.name.not,parentSchema:schema20.properties.name,data:data.name};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data.category !== undefined){
const err46 = {instancePath:instancePath+"/category",schemaPath:"#/properties/category/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema20.properties.category.not,parentSchema:schema20.properties.category,data:data.category};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data.fields !== undefined){
const err47 = {instancePath:instancePath+"/fields",schemaPath:"#/properties/fields/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema20.properties.fields.not,parentSchema:schema20.properties.fields,data:data.fields};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema20.type,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}

/** @type {unknown} */
export const receiver = validate24;
const schema24 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"https://unpkg.com/otel-asana-receiver@0.1.0/schemas/receiver.schema.json","title":"Receiver settings","description":"Settings of otel-asana-receiver: all that Sumo Logic's source files have no place for.","type":"object","properties":{"$schema":{"description":"The schema an editor checks this file with.","type":"string","examples":["./node_modules/otel-asana-receiver/schemas/receiver.schema.json"]},"sources":{"description":"A source file, or a folder of them; relative to this file. Without it, sources are made through the API.","type":"string","minLength":1,"examples":["sources","asana.json"]},"asana":{"description":"How Asana is asked.","type":"object","properties":{"url":{"description":"Base URL of Asana's API, or of a simulator.","default":"https://app.asana.com/api/1.0","examples":["http://127.0.0.1:8080/api/1.0"],"type":"string","pattern":"^[Hh][Tt][Tt][Pp][Ss]?://","patternErrorMessage":"url must be a URL that begins with http:// or https://. Write it in full, such as http://localhost:4318."},"limit":{"description":"Events per page. Asana's documents name 100 as the largest; up to 1000 can be tried.","type":"integer","minimum":1,"maximum":1000,"default":100,"examples":[100]},"timeout":{"description":"Bound on one request to Asana.","default":"60s","examples":["60s"],"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$","patternErrorMessage":"timeout must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\".","errorMessage":"timeout must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\", in double quotes."},"requestsPerMinute":{"description":"Requests with one token in any minute at most, of all its sources together. Asana allows 1500 on paid plans.","type":"integer","minimum":1,"default":1500,"examples":[1500]},"concurrency":{"description":"Requests with one token at the same time at most, of all its sources together. Asana allows 50.","type":"integer","minimum":1,"default":50,"examples":[50]},"connectTimeout":{"description":"Bound on a new connection to Asana or to its proxy; a part of timeout.","default":"10s","examples":["10s"],"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$","patternErrorMessage":"connectTimeout must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\".","errorMessage":"connectTimeout must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\", in double quotes."},"proxy":{"description":"HTTP proxy toward Asana, in place of HTTP_PROXY, HTTPS_PROXY and NO_PROXY; \"off\" for none. Treated as a secret.","examples":["http://proxy.example.com:3128","${env:PROXY_URL}","off"],"type":"string","pattern":"^(off|[Hh][Tt][Tt][Pp][Ss]?://[!-~]+)$","patternErrorMessage":"proxy must be the URL of an HTTP proxy such as \"http://proxy.example.com:3128\", or \"off\".","errorMessage":"proxy must be the URL of an HTTP proxy such as \"http://proxy.example.com:3128\", or \"off\"."},"ca":{"description":"PEM file of the authorities to trust in place of the well-known ones, for a proxy that opens TLS; relative to this file.","type":"string","minLength":1,"examples":["proxy-ca.pem"]},"baseUrl":{"description":"This key is written url.","not":{},"errorMessage":"Unknown property. Did you mean \"url\"?","doNotSuggest":true},"base_url":{"description":"This key is written url.","not":{},"errorMessage":"Unknown property. Did you mean \"url\"?","doNotSuggest":true},"pageSize":{"description":"This key is written limit.","not":{},"errorMessage":"Unknown property. Did you mean \"limit\"?","doNotSuggest":true},"page_size":{"description":"This key is written limit.","not":{},"errorMessage":"Unknown property. Did you mean \"limit\"?","doNotSuggest":true}},"additionalProperties":false,"examples":[{"limit":100,"timeout":"60s"}]},"endpoint":{"description":"Base URL of the OTLP/HTTP endpoint; /v1/logs is appended. Treated as a secret.","default":"http://localhost:4318","examples":["http://localhost:4318","${env:SUMO_OTLP_URL}"],"type":"string","pattern":"^[Hh][Tt][Tt][Pp][Ss]?://","patternErrorMessage":"endpoint must be a URL that begins with http:// or https://. Write it in full, such as http://localhost:4318."},"logsEndpoint":{"description":"URL of the endpoint for logs, used as it is; it wins over endpoint. Treated as a secret.","examples":["https://otlp.example.com/v1/logs"],"type":"string","pattern":"^[Hh][Tt][Tt][Pp][Ss]?://","patternErrorMessage":"logsEndpoint must be a URL that begins with http:// or https://. Write it in full, such as http://localhost:4318."},"protocol":{"description":"Encoding of the requests. The profile sumologic makes http/protobuf the default.","default":"http/json","examples":["http/protobuf"],"enum":["http/json","http/protobuf"],"errorMessage":"protocol must be \"http/json\" or \"http/protobuf\": gRPC is not supported, and most endpoints take HTTP at port 4318."},"headers":{"description":"Headers of every request to the endpoint, such as Authorization. Their values are treated as secrets.","type":"object","additionalProperties":{"type":"string","pattern":"^[\\t -~\\x80-\\xff]*$","patternErrorMessage":"must not contain line breaks, control characters or characters beyond Latin-1"},"examples":[{"Authorization":"Bearer ${env:OTLP_TOKEN}"}]},"compression":{"description":"Compression of the requests.","default":"gzip","examples":["gzip"],"enum":["none","gzip"]},"timeout":{"description":"Bound on one export, its retries included.","default":"30s","examples":["30s"],"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$","patternErrorMessage":"timeout must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\".","errorMessage":"timeout must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\", in double quotes."},"proxy":{"description":"HTTP proxy toward the endpoint, in place of HTTP_PROXY, HTTPS_PROXY and NO_PROXY; \"off\" for none. Asana's is asana.proxy. Treated as a secret.","examples":["http://proxy.example.com:3128","${env:PROXY_URL}","off"],"type":"string","pattern":"^(off|[Hh][Tt][Tt][Pp][Ss]?://[!-~]+)$","patternErrorMessage":"proxy must be the URL of an HTTP proxy such as \"http://proxy.example.com:3128\", or \"off\".","errorMessage":"proxy must be the URL of an HTTP proxy such as \"http://proxy.example.com:3128\", or \"off\"."},"maxBatchRecords":{"description":"Records of one request at most.","type":"integer","minimum":1,"maximum":100000,"default":1000,"examples":[1000]},"maxBatchBytes":{"description":"Bytes of one request, before compression, at most; estimated. By default 4,000,000, and 1,000,000 with the profile sumologic. What the endpoint calls too large is halved all the same.","type":"integer","minimum":1000,"maximum":1000000000,"examples":[1000000]},"tls":{"description":"PEM files for an https endpoint; relative to this file.","type":"object","properties":{"ca":{"description":"Certificates of the authorities to trust in place of the well-known ones.","type":"string","minLength":1,"examples":["ca.pem"]},"cert":{"description":"Our own certificate, for an endpoint that asks for one.","type":"string","minLength":1,"examples":["client.pem"]},"key":{"description":"Private key of cert.","type":"string","minLength":1,"examples":["client-key.pem"]},"ca_file":{"description":"This key is written ca.","not":{},"errorMessage":"Unknown property. Did you mean \"ca\"?","doNotSuggest":true},"caFile":{"description":"This key is written ca.","not":{},"errorMessage":"Unknown property. Did you mean \"ca\"?","doNotSuggest":true},"cert_file":{"description":"This key is written cert.","not":{},"errorMessage":"Unknown property. Did you mean \"cert\"?","doNotSuggest":true},"certFile":{"description":"This key is written cert.","not":{},"errorMessage":"Unknown property. Did you mean \"cert\"?","doNotSuggest":true},"key_file":{"description":"This key is written key.","not":{},"errorMessage":"Unknown property. Did you mean \"key\"?","doNotSuggest":true},"keyFile":{"description":"This key is written key.","not":{},"errorMessage":"Unknown property. Did you mean \"key\"?","doNotSuggest":true}},"additionalProperties":false,"examples":[{"ca":"ca.pem"}]},"profile":{"description":"otel: attributes after OpenTelemetry's conventions beside the body. sumologic: Asana's own text and nothing else, as Sumo Logic's Asana app and Cloud SIEM read it.","default":"otel","examples":["sumologic"],"enum":["otel","sumologic"]},"body":{"description":"Body of a record. json: Asana's text of the event, byte for byte; map: the event as a structure; none: no body. The profile sumologic takes only json.","default":"json","examples":["map"],"enum":["json","map","none"]},"polling":{"description":"When Asana is asked.","type":"object","properties":{"interval":{"description":"Rest between two polls of a source, up to a tenth more or less, so that many sources do not poll together.","default":"5m","examples":["5m"],"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$","patternErrorMessage":"interval must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\".","errorMessage":"interval must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\", in double quotes."},"startAt":{"description":"Where a source without a checkpoint begins: \"beginning\" (Asana keeps 90 days), \"now\", a time ago such as \"-24h\", or an instant such as \"2026-01-31T00:00:00Z\".","default":"beginning","examples":["beginning","now","-24h","2026-01-31T00:00:00Z"],"type":"string","pattern":"^(beginning|now|-([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2}))$","patternErrorMessage":"startAt must be \"beginning\", \"now\", a time ago such as \"-24h\", or an instant such as \"2026-01-31T00:00:00Z\".","errorMessage":"startAt must be a text: \"beginning\", \"now\", \"-24h\" or \"2026-01-31T00:00:00Z\"."},"backfillStreams":{"description":"How many parts of the past are read at once, of all sources together, while the present is followed: for a source whose log is longer than a page and goes back far enough. 0: the past is read before the present, in one stream, in the order of its time.","type":"integer","minimum":0,"maximum":50,"default":10,"examples":[0,10]},"backfillSlice":{"description":"How long such a part is: longer where less than a page of events is in it. With less than two of them to read, all is read in one stream.","default":"1d","examples":["1d","12h"],"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$","patternErrorMessage":"backfillSlice must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\".","errorMessage":"backfillSlice must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\", in double quotes."},"overlap":{"description":"How far before what was read last reading goes on when Asana refuses the stored offset. What is known from then is not sent twice.","default":"10m","examples":["10m"],"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$","patternErrorMessage":"overlap must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\".","errorMessage":"overlap must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\", in double quotes."},"sweepWindow":{"description":"How far back Asana is asked again for events that it inserted late, behind the stored offset. \"0s\": it is not asked.","default":"1h","examples":["1h","24h","0s"],"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$","patternErrorMessage":"sweepWindow must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\".","errorMessage":"sweepWindow must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\", in double quotes."},"sweepEvery":{"description":"After how many polls sweepWindow is read again. The count survives a restart.","type":"integer","minimum":1,"maximum":10000,"default":12,"examples":[12]},"pollingInterval":{"description":"This key is written interval.","not":{},"errorMessage":"Unknown property. Did you mean \"interval\"?","doNotSuggest":true},"polling_interval":{"description":"This key is written interval.","not":{},"errorMessage":"Unknown property. Did you mean \"interval\"?","doNotSuggest":true},"every":{"description":"This key is written interval.","not":{},"errorMessage":"Unknown property. Did you mean \"interval\"?","doNotSuggest":true},"start_at":{"description":"This key is written startAt.","not":{},"errorMessage":"Unknown property. Did you mean \"startAt\"?","doNotSuggest":true},"startat":{"description":"This key is written startAt.","not":{},"errorMessage":"Unknown property. Did you mean \"startAt\"?","doNotSuggest":true},"start":{"description":"This key is written startAt.","not":{},"errorMessage":"Unknown property. Did you mean \"startAt\"?","doNotSuggest":true},"backfill":{"description":"This key is written backfillStreams.","not":{},"errorMessage":"Unknown property. Did you mean \"backfillStreams\"?","doNotSuggest":true},"sweep":{"description":"This key is written sweepWindow.","not":{},"errorMessage":"Unknown property. Did you mean \"sweepWindow\"?","doNotSuggest":true}},"additionalProperties":false,"examples":[{"interval":"5m","startAt":"-24h"}]},"filters":{"description":"Which events are passed on; without any, all. An event must fit every key, and within a key one of the values. One value of eventType, actorType, actorGid or resourceGid is left to Asana; all else is looked at here.","type":"object","properties":{"eventType":{"description":"Events of these event types, such as \"user_login_failed\".","examples":["user_login_failed",["user_login_failed","user_login_succeeded"]],"anyOf":[{"type":"string","pattern":"^[a-z0-9_]+$","patternErrorMessage":"eventType must be an event type such as \"user_login_failed\", or a list of them.","errorMessage":"eventType must be an event type such as \"user_login_failed\", or a list of them."},{"type":"array","items":{"type":"string","pattern":"^[a-z0-9_]+$","patternErrorMessage":"eventType must be an event type such as \"user_login_failed\", or a list of them.","errorMessage":"eventType must be an event type such as \"user_login_failed\", or a list of them."},"minItems":1}]},"eventCategory":{"description":"Events of these categories, such as \"logins\".","examples":["logins",["logins","roles"]],"anyOf":[{"type":"string","pattern":"^[a-z0-9_]+$","patternErrorMessage":"eventCategory must be a category such as \"logins\", or a list of them.","errorMessage":"eventCategory must be a category such as \"logins\", or a list of them."},{"type":"array","items":{"type":"string","pattern":"^[a-z0-9_]+$","patternErrorMessage":"eventCategory must be a category such as \"logins\", or a list of them.","errorMessage":"eventCategory must be a category such as \"logins\", or a list of them."},"minItems":1}]},"actorType":{"description":"Events by these kinds of actors.","examples":["user",["asana","asana_support"]],"anyOf":[{"enum":["user","asana","asana_support","anonymous","external_administrator"]},{"type":"array","items":{"enum":["user","asana","asana_support","anonymous","external_administrator"]},"minItems":1}]},"actorGid":{"description":"Events by the actors with these gids.","examples":["1201000000000025",["1201000000000025","1201000000000026"]],"anyOf":[{"type":"string","pattern":"^[!-~]+$","patternErrorMessage":"actorGid must be a gid, without white space, or a list of them.","errorMessage":"actorGid must be a gid, in double quotes, or a list of them."},{"type":"array","items":{"type":"string","pattern":"^[!-~]+$","patternErrorMessage":"actorGid must be a gid, without white space, or a list of them.","errorMessage":"actorGid must be a gid, in double quotes, or a list of them."},"minItems":1}]},"resourceGid":{"description":"Events about the resources with these gids.","examples":["1201000000000026",["1201000000000026","1201000000000027"]],"anyOf":[{"type":"string","pattern":"^[!-~]+$","patternErrorMessage":"resourceGid must be a gid, without white space, or a list of them.","errorMessage":"resourceGid must be a gid, in double quotes, or a list of them."},{"type":"array","items":{"type":"string","pattern":"^[!-~]+$","patternErrorMessage":"resourceGid must be a gid, without white space, or a list of them.","errorMessage":"resourceGid must be a gid, in double quotes, or a list of them."},"minItems":1}]},"exclude":{"description":"Which events are left out: those that fit any of these keys.","type":"object","properties":{"eventType":{"description":"Not events of these event types, such as \"user_login_failed\".","examples":["user_login_failed",["user_login_failed","user_login_succeeded"]],"anyOf":[{"type":"string","pattern":"^[a-z0-9_]+$","patternErrorMessage":"eventType must be an event type such as \"user_login_failed\", or a list of them.","errorMessage":"eventType must be an event type such as \"user_login_failed\", or a list of them."},{"type":"array","items":{"type":"string","pattern":"^[a-z0-9_]+$","patternErrorMessage":"eventType must be an event type such as \"user_login_failed\", or a list of them.","errorMessage":"eventType must be an event type such as \"user_login_failed\", or a list of them."},"minItems":1}]},"eventCategory":{"description":"Not events of these categories, such as \"logins\".","examples":["logins",["logins","roles"]],"anyOf":[{"type":"string","pattern":"^[a-z0-9_]+$","patternErrorMessage":"eventCategory must be a category such as \"logins\", or a list of them.","errorMessage":"eventCategory must be a category such as \"logins\", or a list of them."},{"type":"array","items":{"type":"string","pattern":"^[a-z0-9_]+$","patternErrorMessage":"eventCategory must be a category such as \"logins\", or a list of them.","errorMessage":"eventCategory must be a category such as \"logins\", or a list of them."},"minItems":1}]},"actorType":{"description":"Not events by these kinds of actors.","examples":["user",["asana","asana_support"]],"anyOf":[{"enum":["user","asana","asana_support","anonymous","external_administrator"]},{"type":"array","items":{"enum":["user","asana","asana_support","anonymous","external_administrator"]},"minItems":1}]},"actorGid":{"description":"Not events by the actors with these gids.","examples":["1201000000000025",["1201000000000025","1201000000000026"]],"anyOf":[{"type":"string","pattern":"^[!-~]+$","patternErrorMessage":"actorGid must be a gid, without white space, or a list of them.","errorMessage":"actorGid must be a gid, in double quotes, or a list of them."},{"type":"array","items":{"type":"string","pattern":"^[!-~]+$","patternErrorMessage":"actorGid must be a gid, without white space, or a list of them.","errorMessage":"actorGid must be a gid, in double quotes, or a list of them."},"minItems":1}]},"resourceGid":{"description":"Not events about the resources with these gids.","examples":["1201000000000026",["1201000000000026","1201000000000027"]],"anyOf":[{"type":"string","pattern":"^[!-~]+$","patternErrorMessage":"resourceGid must be a gid, without white space, or a list of them.","errorMessage":"resourceGid must be a gid, in double quotes, or a list of them."},{"type":"array","items":{"type":"string","pattern":"^[!-~]+$","patternErrorMessage":"resourceGid must be a gid, without white space, or a list of them.","errorMessage":"resourceGid must be a gid, in double quotes, or a list of them."},"minItems":1}]}},"additionalProperties":false,"examples":[{"eventCategory":"content_export"},{"actorType":["asana"]}]},"event_type":{"description":"This key is written eventType.","not":{},"errorMessage":"Unknown property. Did you mean \"eventType\"?","doNotSuggest":true},"eventTypes":{"description":"This key is written eventType.","not":{},"errorMessage":"Unknown property. Did you mean \"eventType\"?","doNotSuggest":true},"actor_type":{"description":"This key is written actorType.","not":{},"errorMessage":"Unknown property. Did you mean \"actorType\"?","doNotSuggest":true},"actor_gid":{"description":"This key is written actorGid.","not":{},"errorMessage":"Unknown property. Did you mean \"actorGid\"?","doNotSuggest":true},"actorId":{"description":"This key is written actorGid.","not":{},"errorMessage":"Unknown property. Did you mean \"actorGid\"?","doNotSuggest":true},"resource_gid":{"description":"This key is written resourceGid.","not":{},"errorMessage":"Unknown property. Did you mean \"resourceGid\"?","doNotSuggest":true},"resourceId":{"description":"This key is written resourceGid.","not":{},"errorMessage":"Unknown property. Did you mean \"resourceGid\"?","doNotSuggest":true},"event_category":{"description":"This key is written eventCategory.","not":{},"errorMessage":"Unknown property. Did you mean \"eventCategory\"?","doNotSuggest":true},"category":{"description":"This key is written eventCategory.","not":{},"errorMessage":"Unknown property. Did you mean \"eventCategory\"?","doNotSuggest":true}},"additionalProperties":false,"examples":[{"eventType":"user_login_failed"},{"eventCategory":["logins","roles"],"exclude":{"eventType":"user_logged_out"}}]},"redact":{"description":"What is taken out of every event before it is sent or kept, with \"[redacted]\" in its place: the presets saml_response, email and ip, and what JSON Pointers name.","type":"array","items":{"anyOf":[{"type":"string","pattern":"^(/([^~/]|~[01])*)+$","patternErrorMessage":"redact must list \"saml_response\", \"email\", \"ip\" or JSON Pointers such as \"/details/new_value\".","errorMessage":"redact must list \"saml_response\", \"email\", \"ip\" or JSON Pointers such as \"/details/new_value\"."},{"enum":["saml_response","email","ip"],"errorMessage":"redact must list \"saml_response\", \"email\", \"ip\" or JSON Pointers such as \"/details/new_value\"."}]},"examples":[["saml_response"],["email","ip","/details/new_value"]]},"retry":{"description":"Which kinds of failure are tried again by themselves, by error type. A ThirdPartyConfig error never is.","type":"object","properties":{"ThirdPartyGeneric":{"description":"Trouble with Asana or the way to it: limits, server errors, time-outs, unreadable answers.","default":"indefinitely","examples":["indefinitely"],"enum":["indefinitely","never"]},"FirstPartyGeneric":{"description":"Trouble with the endpoint or our own storage.","default":"indefinitely","examples":["indefinitely"],"enum":["indefinitely","never"]},"thirdPartyGeneric":{"description":"This key is written ThirdPartyGeneric.","not":{},"errorMessage":"Unknown property. Did you mean \"ThirdPartyGeneric\"?","doNotSuggest":true},"firstPartyGeneric":{"description":"This key is written FirstPartyGeneric.","not":{},"errorMessage":"Unknown property. Did you mean \"FirstPartyGeneric\"?","doNotSuggest":true},"ThirdPartyGenericError":{"description":"This key is written ThirdPartyGeneric.","not":{},"errorMessage":"Unknown property. Did you mean \"ThirdPartyGeneric\"?","doNotSuggest":true},"FirstPartyGenericError":{"description":"This key is written FirstPartyGeneric.","not":{},"errorMessage":"Unknown property. Did you mean \"FirstPartyGeneric\"?","doNotSuggest":true},"ThirdPartyConfig":{"description":"A wrong configuration is never tried again.","not":{},"errorMessage":"Unknown property. A wrong configuration is never tried again: change it, or restart the source.","doNotSuggest":true}},"additionalProperties":false,"examples":[{"ThirdPartyGeneric":"never"}]},"health":{"description":"What counts as a problem, and where it is told.","type":"object","properties":{"export":{"description":"Whether health events go to the endpoint as log records, beside Asana's.","type":"boolean","default":true,"examples":[false]},"lagLimit":{"description":"A warning is raised while a source is reading and its newest delivered event is older than this.","default":"1h","examples":["1h"],"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$","patternErrorMessage":"lagLimit must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\".","errorMessage":"lagLimit must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\", in double quotes."},"silenceLimit":{"description":"A warning is raised when a source has had no event for this long.","default":"24h","examples":["24h"],"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$","patternErrorMessage":"silenceLimit must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\".","errorMessage":"silenceLimit must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\", in double quotes."},"exported":{"description":"This key is written export.","not":{},"errorMessage":"Unknown property. Did you mean \"export\"?","doNotSuggest":true},"lag":{"description":"This key is written lagLimit.","not":{},"errorMessage":"Unknown property. Did you mean \"lagLimit\"?","doNotSuggest":true},"silence":{"description":"This key is written silenceLimit.","not":{},"errorMessage":"Unknown property. Did you mean \"silenceLimit\"?","doNotSuggest":true}},"additionalProperties":false,"examples":[{"silenceLimit":"3d"}]},"metrics":{"description":"Where our own metrics are pushed to, beside /metrics, which is always served with the API.","type":"object","properties":{"export":{"description":"Whether metrics are pushed over OTLP. By default when metrics.endpoint is given.","type":"boolean","examples":[true]},"endpoint":{"description":"URL of the endpoint for metrics, used as it is. By default that of the logs, with /v1/metrics in place of /v1/logs. Treated as a secret.","examples":["http://localhost:4318/v1/metrics"],"type":"string","pattern":"^[Hh][Tt][Tt][Pp][Ss]?://","patternErrorMessage":"endpoint must be a URL that begins with http:// or https://. Write it in full, such as http://localhost:4318/v1/metrics."},"headers":{"description":"Headers of every request to metrics.endpoint. By default those of headers, unless metrics.endpoint is given. Their values are treated as secrets.","type":"object","additionalProperties":{"type":"string","pattern":"^[\\t -~\\x80-\\xff]*$","patternErrorMessage":"must not contain line breaks, control characters or characters beyond Latin-1"},"examples":[{"Authorization":"Bearer ${env:OTLP_TOKEN}"}]},"interval":{"description":"Time between two pushes.","default":"60s","examples":["60s"],"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$","patternErrorMessage":"interval must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\".","errorMessage":"interval must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\", in double quotes."}},"additionalProperties":false,"examples":[{"endpoint":"http://localhost:4318/v1/metrics"}]},"deadLetters":{"description":"What is kept of events that the endpoint refuses by themselves.","type":"object","properties":{"limit":{"description":"How many are kept, of all sources together. With as many, a source that meets another one holds.","type":"integer","minimum":1,"maximum":1000000,"default":1000,"examples":[1000]},"perHour":{"description":"How many events become dead letters within an hour at most, of all sources together, after refusals that may pass (500, 403, no answer, and their like). With as many, a source that meets another one holds.","type":"integer","minimum":0,"maximum":1000000,"default":20,"examples":[20]},"max":{"description":"This key is written limit.","not":{},"errorMessage":"Unknown property. Did you mean \"limit\"?","doNotSuggest":true}},"additionalProperties":false,"examples":[{"limit":1000}]},"resource":{"description":"More resource attributes of every record: names and texts.","type":"object","additionalProperties":{"type":"string"},"examples":[{"deployment.environment.name":"production"}]},"storage":{"description":"Folder of the checkpoints, health events and sources made through the API; relative to this file. By default $STATE_DIRECTORY, else otel-asana-receiver in $XDG_STATE_HOME or ~/.local/state.","type":"string","minLength":1,"examples":["/var/lib/otel-asana-receiver"]},"listen":{"description":"Address of the API: host and port, or \"off\". Beyond this machine it needs api.accessId and api.accessKey.","default":"127.0.0.1:8484","examples":["127.0.0.1:8484","0.0.0.0:8484","off"],"type":"string","pattern":"^(off|(\\[[0-9A-Fa-f:.%]+\\]|[0-9A-Za-z._-]+):[0-9]{1,5})$","patternErrorMessage":"listen must be a host and a port such as \"127.0.0.1:8484\" or \"[::1]:8484\", or \"off\".","errorMessage":"listen must be a host and a port such as \"127.0.0.1:8484\" or \"[::1]:8484\", or \"off\"."},"api":{"description":"Who may use the API.","type":"object","properties":{"accessId":{"description":"User name of HTTP Basic authentication.","examples":["ops"],"type":"string","pattern":"^[!-9;-~]+$","patternErrorMessage":"accessId must be one word of printable ASCII characters, without a colon.","errorMessage":"accessId must be one word of printable ASCII characters, without a colon."},"accessKey":{"description":"Password of HTTP Basic authentication. Treated as a secret.","examples":["${env:RECEIVER_ACCESS_KEY}"],"type":"string","pattern":"^[!-~]+$","patternErrorMessage":"accessKey must be one word of printable ASCII characters, without white space.","errorMessage":"accessKey must be one word of printable ASCII characters, without white space."},"hosts":{"description":"Names by which clients may call the API, beside those of this machine. Without any, every name is taken where the API is not on loopback.","type":"array","items":{"type":"string","minLength":1},"maxItems":100,"examples":[["receiver.example.com"]]},"user":{"description":"This key is written accessId.","not":{},"errorMessage":"Unknown property. Did you mean \"accessId\"?","doNotSuggest":true},"username":{"description":"This key is written accessId.","not":{},"errorMessage":"Unknown property. Did you mean \"accessId\"?","doNotSuggest":true},"password":{"description":"This key is written accessKey.","not":{},"errorMessage":"Unknown property. Did you mean \"accessKey\"?","doNotSuggest":true},"access_id":{"description":"This key is written accessId.","not":{},"errorMessage":"Unknown property. Did you mean \"accessId\"?","doNotSuggest":true},"access_key":{"description":"This key is written accessKey.","not":{},"errorMessage":"Unknown property. Did you mean \"accessKey\"?","doNotSuggest":true}},"additionalProperties":false,"examples":[{"accessId":"ops","accessKey":"${env:RECEIVER_ACCESS_KEY}"}]},"collector":{"description":"How this receiver is called in its API and in health events, where it is a Collector.","type":"object","properties":{"id":{"description":"Its number. Give each receiver its own where several report to one place.","type":"integer","minimum":1,"maximum":9007199254740991,"default":1,"examples":[100000001]},"name":{"description":"Its name. By default the name of the machine.","examples":["asana-eu"],"type":"string","pattern":"[^ \\t\\r\\n]","patternErrorMessage":"name must not be empty.","errorMessage":"name must not be empty."}},"additionalProperties":false,"examples":[{"id":100000001,"name":"asana-eu"}]},"shutdownTimeout":{"description":"How long the delivery in flight may take after SIGTERM or SIGINT.","default":"30s","examples":["30s"],"type":"string","pattern":"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$","patternErrorMessage":"shutdownTimeout must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\".","errorMessage":"shutdownTimeout must be a duration such as \"500ms\", \"30s\", \"1m30s\", \"24h\" or \"7d\", in double quotes."},"otlpEndpoint":{"description":"This key is written endpoint.","not":{},"errorMessage":"Unknown property. Did you mean \"endpoint\"?","doNotSuggest":true},"otlp_endpoint":{"description":"This key is written endpoint.","not":{},"errorMessage":"Unknown property. Did you mean \"endpoint\"?","doNotSuggest":true},"end_point":{"description":"This key is written endpoint.","not":{},"errorMessage":"Unknown property. Did you mean \"endpoint\"?","doNotSuggest":true},"logs_endpoint":{"description":"This key is written logsEndpoint.","not":{},"errorMessage":"Unknown property. Did you mean \"logsEndpoint\"?","doNotSuggest":true},"interval":{"description":"This key is written polling.interval.","not":{},"errorMessage":"Unknown property. Did you mean \"polling.interval\"?","doNotSuggest":true},"pollingInterval":{"description":"This key is written polling.interval.","not":{},"errorMessage":"Unknown property. Did you mean \"polling.interval\"?","doNotSuggest":true},"polling_interval":{"description":"This key is written polling.interval.","not":{},"errorMessage":"Unknown property. Did you mean \"polling.interval\"?","doNotSuggest":true},"startAt":{"description":"This key is written polling.startAt.","not":{},"errorMessage":"Unknown property. Did you mean \"polling.startAt\"?","doNotSuggest":true},"start_at":{"description":"This key is written polling.startAt.","not":{},"errorMessage":"Unknown property. Did you mean \"polling.startAt\"?","doNotSuggest":true},"limit":{"description":"This key is written asana.limit.","not":{},"errorMessage":"Unknown property. Did you mean \"asana.limit\"?","doNotSuggest":true},"shutdown_timeout":{"description":"This key is written shutdownTimeout.","not":{},"errorMessage":"Unknown property. Did you mean \"shutdownTimeout\"?","doNotSuggest":true},"resourceAttributes":{"description":"This key is written resource.","not":{},"errorMessage":"Unknown property. Did you mean \"resource\"?","doNotSuggest":true},"header":{"description":"This key is written headers.","not":{},"errorMessage":"Unknown property. Did you mean \"headers\"?","doNotSuggest":true},"filter":{"description":"This key is written filters.","not":{},"errorMessage":"Unknown property. Did you mean \"filters\"?","doNotSuggest":true},"redaction":{"description":"This key is written redact.","not":{},"errorMessage":"Unknown property. Did you mean \"redact\"?","doNotSuggest":true},"mask":{"description":"This key is written redact.","not":{},"errorMessage":"Unknown property. Did you mean \"redact\"?","doNotSuggest":true},"retries":{"description":"This key is written retry.","not":{},"errorMessage":"Unknown property. Did you mean \"retry\"?","doNotSuggest":true},"healthEvents":{"description":"This key is written health.","not":{},"errorMessage":"Unknown property. Did you mean \"health\"?","doNotSuggest":true},"bind":{"description":"This key is written listen.","not":{},"errorMessage":"Unknown property. Did you mean \"listen\"?","doNotSuggest":true},"listenAddress":{"description":"This key is written listen.","not":{},"errorMessage":"Unknown property. Did you mean \"listen\"?","doNotSuggest":true},"deadLetter":{"description":"This key is written deadLetters.","not":{},"errorMessage":"Unknown property. Did you mean \"deadLetters\"?","doNotSuggest":true},"maxBatchSize":{"description":"This key is written maxBatchBytes.","not":{},"errorMessage":"Unknown property. Did you mean \"maxBatchBytes\"?","doNotSuggest":true},"max_batch_bytes":{"description":"This key is written maxBatchBytes.","not":{},"errorMessage":"Unknown property. Did you mean \"maxBatchBytes\"?","doNotSuggest":true}},"additionalProperties":false};
const pattern15 = new RegExp("^[Hh][Tt][Tt][Pp][Ss]?://", "u");
const pattern16 = new RegExp("^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$", "u");
const pattern18 = new RegExp("^(off|[Hh][Tt][Tt][Pp][Ss]?://[!-~]+)$", "u");
const pattern21 = new RegExp("^[\\t -~\\x80-\\xff]*$", "u");
const pattern25 = new RegExp("^(beginning|now|-([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2}))$", "u");
const pattern29 = new RegExp("^[a-z0-9_]+$", "u");
const pattern45 = new RegExp("^(/([^~/]|~[01])*)+$", "u");
const pattern51 = new RegExp("^(off|(\\[[0-9A-Fa-f:.%]+\\]|[0-9A-Za-z._-]+):[0-9]{1,5})$", "u");
const pattern52 = new RegExp("^[!-9;-~]+$", "u");
const pattern54 = new RegExp("[^ \\t\\r\\n]", "u");

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="https://unpkg.com/otel-asana-receiver@0.1.0/schemas/receiver.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema24.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema24,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.$schema !== undefined){
let data0 = data.$schema;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.$schema.type,parentSchema:schema24.properties.$schema,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.sources !== undefined){
let data1 = data.sources;
if(typeof data1 === "string"){
if(func5(data1) < 1){
const err2 = {instancePath:instancePath+"/sources",schemaPath:"#/properties/sources/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema24.properties.sources,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/sources",schemaPath:"#/properties/sources/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.sources.type,parentSchema:schema24.properties.sources,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.asana !== undefined){
let data2 = data.asana;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
if(!(func2.call(schema24.properties.asana.properties, key1))){
const err4 = {instancePath:instancePath+"/asana",schemaPath:"#/properties/asana/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema24.properties.asana,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data2.url !== undefined){
let data3 = data2.url;
if(typeof data3 === "string"){
if(!pattern15.test(data3)){
const err5 = {instancePath:instancePath+"/asana/url",schemaPath:"#/properties/asana/properties/url/pattern",keyword:"pattern",params:{pattern: "^[Hh][Tt][Tt][Pp][Ss]?://"},message:"must match pattern \""+"^[Hh][Tt][Tt][Pp][Ss]?://"+"\"",schema:"^[Hh][Tt][Tt][Pp][Ss]?://",parentSchema:schema24.properties.asana.properties.url,data:data3};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/asana/url",schemaPath:"#/properties/asana/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.asana.properties.url.type,parentSchema:schema24.properties.asana.properties.url,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data2.limit !== undefined){
let data4 = data2.limit;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err7 = {instancePath:instancePath+"/asana/limit",schemaPath:"#/properties/asana/properties/limit/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema24.properties.asana.properties.limit.type,parentSchema:schema24.properties.asana.properties.limit,data:data4};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 1000 || isNaN(data4)){
const err8 = {instancePath:instancePath+"/asana/limit",schemaPath:"#/properties/asana/properties/limit/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema24.properties.asana.properties.limit,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data4 < 1 || isNaN(data4)){
const err9 = {instancePath:instancePath+"/asana/limit",schemaPath:"#/properties/asana/properties/limit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema24.properties.asana.properties.limit,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
if(data2.timeout !== undefined){
let data5 = data2.timeout;
if(typeof data5 === "string"){
if(!pattern16.test(data5)){
const err10 = {instancePath:instancePath+"/asana/timeout",schemaPath:"#/properties/asana/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"},message:"must match pattern \""+"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"+"\"",schema:"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",parentSchema:schema24.properties.asana.properties.timeout,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/asana/timeout",schemaPath:"#/properties/asana/properties/timeout/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.asana.properties.timeout.type,parentSchema:schema24.properties.asana.properties.timeout,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data2.requestsPerMinute !== undefined){
let data6 = data2.requestsPerMinute;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err12 = {instancePath:instancePath+"/asana/requestsPerMinute",schemaPath:"#/properties/asana/properties/requestsPerMinute/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema24.properties.asana.properties.requestsPerMinute.type,parentSchema:schema24.properties.asana.properties.requestsPerMinute,data:data6};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 1 || isNaN(data6)){
const err13 = {instancePath:instancePath+"/asana/requestsPerMinute",schemaPath:"#/properties/asana/properties/requestsPerMinute/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema24.properties.asana.properties.requestsPerMinute,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data2.concurrency !== undefined){
let data7 = data2.concurrency;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err14 = {instancePath:instancePath+"/asana/concurrency",schemaPath:"#/properties/asana/properties/concurrency/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema24.properties.asana.properties.concurrency.type,parentSchema:schema24.properties.asana.properties.concurrency,data:data7};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 1 || isNaN(data7)){
const err15 = {instancePath:instancePath+"/asana/concurrency",schemaPath:"#/properties/asana/properties/concurrency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema24.properties.asana.properties.concurrency,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
if(data2.connectTimeout !== undefined){
let data8 = data2.connectTimeout;
if(typeof data8 === "string"){
if(!pattern16.test(data8)){
const err16 = {instancePath:instancePath+"/asana/connectTimeout",schemaPath:"#/properties/asana/properties/connectTimeout/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"},message:"must match pattern \""+"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"+"\"",schema:"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",parentSchema:schema24.properties.asana.properties.connectTimeout,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/asana/connectTimeout",schemaPath:"#/properties/asana/properties/connectTimeout/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.asana.properties.connectTimeout.type,parentSchema:schema24.properties.asana.properties.connectTimeout,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data2.proxy !== undefined){
let data9 = data2.proxy;
if(typeof data9 === "string"){
if(!pattern18.test(data9)){
const err18 = {instancePath:instancePath+"/asana/proxy",schemaPath:"#/properties/asana/properties/proxy/pattern",keyword:"pattern",params:{pattern: "^(off|[Hh][Tt][Tt][Pp][Ss]?://[!-~]+)$"},message:"must match pattern \""+"^(off|[Hh][Tt][Tt][Pp][Ss]?://[!-~]+)$"+"\"",schema:"^(off|[Hh][Tt][Tt][Pp][Ss]?://[!-~]+)$",parentSchema:schema24.properties.asana.properties.proxy,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/asana/proxy",schemaPath:"#/properties/asana/properties/proxy/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.asana.properties.proxy.type,parentSchema:schema24.properties.asana.properties.proxy,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data2.ca !== undefined){
let data10 = data2.ca;
if(typeof data10 === "string"){
if(func5(data10) < 1){
const err20 = {instancePath:instancePath+"/asana/ca",schemaPath:"#/properties/asana/properties/ca/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema24.properties.asana.properties.ca,data:data10};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/asana/ca",schemaPath:"#/properties/asana/properties/ca/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.asana.properties.ca.type,parentSchema:schema24.properties.asana.properties.ca,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data2.baseUrl !== undefined){
const err22 = {instancePath:instancePath+"/asana/baseUrl",schemaPath:"#/properties/asana/properties/baseUrl/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.asana.properties.baseUrl.not,parentSchema:schema24.properties.asana.properties.baseUrl,data:data2.baseUrl};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data2.base_url !== undefined){
const err23 = {instancePath:instancePath+"/asana/base_url",schemaPath:"#/properties/asana/properties/base_url/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.asana.properties.base_url.not,parentSchema:schema24.properties.asana.properties.base_url,data:data2.base_url};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data2.pageSize !== undefined){
const err24 = {instancePath:instancePath+"/asana/pageSize",schemaPath:"#/properties/asana/properties/pageSize/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.asana.properties.pageSize.not,parentSchema:schema24.properties.asana.properties.pageSize,data:data2.pageSize};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data2.page_size !== undefined){
const err25 = {instancePath:instancePath+"/asana/page_size",schemaPath:"#/properties/asana/properties/page_size/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.asana.properties.page_size.not,parentSchema:schema24.properties.asana.properties.page_size,data:data2.page_size};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/asana",schemaPath:"#/properties/asana/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.properties.asana.type,parentSchema:schema24.properties.asana,data:data2};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.endpoint !== undefined){
let data15 = data.endpoint;
if(typeof data15 === "string"){
if(!pattern15.test(data15)){
const err27 = {instancePath:instancePath+"/endpoint",schemaPath:"#/properties/endpoint/pattern",keyword:"pattern",params:{pattern: "^[Hh][Tt][Tt][Pp][Ss]?://"},message:"must match pattern \""+"^[Hh][Tt][Tt][Pp][Ss]?://"+"\"",schema:"^[Hh][Tt][Tt][Pp][Ss]?://",parentSchema:schema24.properties.endpoint,data:data15};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/endpoint",schemaPath:"#/properties/endpoint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.endpoint.type,parentSchema:schema24.properties.endpoint,data:data15};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.logsEndpoint !== undefined){
let data16 = data.logsEndpoint;
if(typeof data16 === "string"){
if(!pattern15.test(data16)){
const err29 = {instancePath:instancePath+"/logsEndpoint",schemaPath:"#/properties/logsEndpoint/pattern",keyword:"pattern",params:{pattern: "^[Hh][Tt][Tt][Pp][Ss]?://"},message:"must match pattern \""+"^[Hh][Tt][Tt][Pp][Ss]?://"+"\"",schema:"^[Hh][Tt][Tt][Pp][Ss]?://",parentSchema:schema24.properties.logsEndpoint,data:data16};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/logsEndpoint",schemaPath:"#/properties/logsEndpoint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.logsEndpoint.type,parentSchema:schema24.properties.logsEndpoint,data:data16};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.protocol !== undefined){
let data17 = data.protocol;
if(!((data17 === "http/json") || (data17 === "http/protobuf"))){
const err31 = {instancePath:instancePath+"/protocol",schemaPath:"#/properties/protocol/enum",keyword:"enum",params:{allowedValues: schema24.properties.protocol.enum},message:"must be equal to one of the allowed values",schema:schema24.properties.protocol.enum,parentSchema:schema24.properties.protocol,data:data17};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.headers !== undefined){
let data18 = data.headers;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
for(const key2 in data18){
let data19 = data18[key2];
if(typeof data19 === "string"){
if(!pattern21.test(data19)){
const err32 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/headers/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[\\t -~\\x80-\\xff]*$"},message:"must match pattern \""+"^[\\t -~\\x80-\\xff]*$"+"\"",schema:"^[\\t -~\\x80-\\xff]*$",parentSchema:schema24.properties.headers.additionalProperties,data:data19};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/headers/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.headers.additionalProperties.type,parentSchema:schema24.properties.headers.additionalProperties,data:data19};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.properties.headers.type,parentSchema:schema24.properties.headers,data:data18};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.compression !== undefined){
let data20 = data.compression;
if(!((data20 === "none") || (data20 === "gzip"))){
const err35 = {instancePath:instancePath+"/compression",schemaPath:"#/properties/compression/enum",keyword:"enum",params:{allowedValues: schema24.properties.compression.enum},message:"must be equal to one of the allowed values",schema:schema24.properties.compression.enum,parentSchema:schema24.properties.compression,data:data20};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data.timeout !== undefined){
let data21 = data.timeout;
if(typeof data21 === "string"){
if(!pattern16.test(data21)){
const err36 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"},message:"must match pattern \""+"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"+"\"",schema:"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",parentSchema:schema24.properties.timeout,data:data21};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.timeout.type,parentSchema:schema24.properties.timeout,data:data21};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.proxy !== undefined){
let data22 = data.proxy;
if(typeof data22 === "string"){
if(!pattern18.test(data22)){
const err38 = {instancePath:instancePath+"/proxy",schemaPath:"#/properties/proxy/pattern",keyword:"pattern",params:{pattern: "^(off|[Hh][Tt][Tt][Pp][Ss]?://[!-~]+)$"},message:"must match pattern \""+"^(off|[Hh][Tt][Tt][Pp][Ss]?://[!-~]+)$"+"\"",schema:"^(off|[Hh][Tt][Tt][Pp][Ss]?://[!-~]+)$",parentSchema:schema24.properties.proxy,data:data22};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/proxy",schemaPath:"#/properties/proxy/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.proxy.type,parentSchema:schema24.properties.proxy,data:data22};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.maxBatchRecords !== undefined){
let data23 = data.maxBatchRecords;
if(!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))){
const err40 = {instancePath:instancePath+"/maxBatchRecords",schemaPath:"#/properties/maxBatchRecords/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema24.properties.maxBatchRecords.type,parentSchema:schema24.properties.maxBatchRecords,data:data23};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 > 100000 || isNaN(data23)){
const err41 = {instancePath:instancePath+"/maxBatchRecords",schemaPath:"#/properties/maxBatchRecords/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000",schema:100000,parentSchema:schema24.properties.maxBatchRecords,data:data23};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data23 < 1 || isNaN(data23)){
const err42 = {instancePath:instancePath+"/maxBatchRecords",schemaPath:"#/properties/maxBatchRecords/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema24.properties.maxBatchRecords,data:data23};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
if(data.maxBatchBytes !== undefined){
let data24 = data.maxBatchBytes;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err43 = {instancePath:instancePath+"/maxBatchBytes",schemaPath:"#/properties/maxBatchBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema24.properties.maxBatchBytes.type,parentSchema:schema24.properties.maxBatchBytes,data:data24};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 > 1000000000 || isNaN(data24)){
const err44 = {instancePath:instancePath+"/maxBatchBytes",schemaPath:"#/properties/maxBatchBytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000000},message:"must be <= 1000000000",schema:1000000000,parentSchema:schema24.properties.maxBatchBytes,data:data24};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data24 < 1000 || isNaN(data24)){
const err45 = {instancePath:instancePath+"/maxBatchBytes",schemaPath:"#/properties/maxBatchBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1000},message:"must be >= 1000",schema:1000,parentSchema:schema24.properties.maxBatchBytes,data:data24};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
if(data.tls !== undefined){
let data25 = data.tls;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
for(const key3 in data25){
if(!(func2.call(schema24.properties.tls.properties, key3))){
const err46 = {instancePath:instancePath+"/tls",schemaPath:"#/properties/tls/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema24.properties.tls,data:data25};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data25.ca !== undefined){
let data26 = data25.ca;
if(typeof data26 === "string"){
if(func5(data26) < 1){
const err47 = {instancePath:instancePath+"/tls/ca",schemaPath:"#/properties/tls/properties/ca/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema24.properties.tls.properties.ca,data:data26};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {instancePath:instancePath+"/tls/ca",schemaPath:"#/properties/tls/properties/ca/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.tls.properties.ca.type,parentSchema:schema24.properties.tls.properties.ca,data:data26};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data25.cert !== undefined){
let data27 = data25.cert;
if(typeof data27 === "string"){
if(func5(data27) < 1){
const err49 = {instancePath:instancePath+"/tls/cert",schemaPath:"#/properties/tls/properties/cert/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema24.properties.tls.properties.cert,data:data27};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/tls/cert",schemaPath:"#/properties/tls/properties/cert/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.tls.properties.cert.type,parentSchema:schema24.properties.tls.properties.cert,data:data27};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data25.key !== undefined){
let data28 = data25.key;
if(typeof data28 === "string"){
if(func5(data28) < 1){
const err51 = {instancePath:instancePath+"/tls/key",schemaPath:"#/properties/tls/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema24.properties.tls.properties.key,data:data28};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
else {
const err52 = {instancePath:instancePath+"/tls/key",schemaPath:"#/properties/tls/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.tls.properties.key.type,parentSchema:schema24.properties.tls.properties.key,data:data28};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data25.ca_file !== undefined){
const err53 = {instancePath:instancePath+"/tls/ca_file",schemaPath:"#/properties/tls/properties/ca_file/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.tls.properties.ca_file.not,parentSchema:schema24.properties.tls.properties.ca_file,data:data25.ca_file};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(data25.caFile !== undefined){
const err54 = {instancePath:instancePath+"/tls/caFile",schemaPath:"#/properties/tls/properties/caFile/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.tls.properties.caFile.not,parentSchema:schema24.properties.tls.properties.caFile,data:data25.caFile};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(data25.cert_file !== undefined){
const err55 = {instancePath:instancePath+"/tls/cert_file",schemaPath:"#/properties/tls/properties/cert_file/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.tls.properties.cert_file.not,parentSchema:schema24.properties.tls.properties.cert_file,data:data25.cert_file};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(data25.certFile !== undefined){
const err56 = {instancePath:instancePath+"/tls/certFile",schemaPath:"#/properties/tls/properties/certFile/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.tls.properties.certFile.not,parentSchema:schema24.properties.tls.properties.certFile,data:data25.certFile};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(data25.key_file !== undefined){
const err57 = {instancePath:instancePath+"/tls/key_file",schemaPath:"#/properties/tls/properties/key_file/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.tls.properties.key_file.not,parentSchema:schema24.properties.tls.properties.key_file,data:data25.key_file};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data25.keyFile !== undefined){
const err58 = {instancePath:instancePath+"/tls/keyFile",schemaPath:"#/properties/tls/properties/keyFile/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.tls.properties.keyFile.not,parentSchema:schema24.properties.tls.properties.keyFile,data:data25.keyFile};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
else {
const err59 = {instancePath:instancePath+"/tls",schemaPath:"#/properties/tls/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.properties.tls.type,parentSchema:schema24.properties.tls,data:data25};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data.profile !== undefined){
let data35 = data.profile;
if(!((data35 === "otel") || (data35 === "sumologic"))){
const err60 = {instancePath:instancePath+"/profile",schemaPath:"#/properties/profile/enum",keyword:"enum",params:{allowedValues: schema24.properties.profile.enum},message:"must be equal to one of the allowed values",schema:schema24.properties.profile.enum,parentSchema:schema24.properties.profile,data:data35};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data.body !== undefined){
let data36 = data.body;
if(!(((data36 === "json") || (data36 === "map")) || (data36 === "none"))){
const err61 = {instancePath:instancePath+"/body",schemaPath:"#/properties/body/enum",keyword:"enum",params:{allowedValues: schema24.properties.body.enum},message:"must be equal to one of the allowed values",schema:schema24.properties.body.enum,parentSchema:schema24.properties.body,data:data36};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data.polling !== undefined){
let data37 = data.polling;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
for(const key4 in data37){
if(!(func2.call(schema24.properties.polling.properties, key4))){
const err62 = {instancePath:instancePath+"/polling",schemaPath:"#/properties/polling/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema24.properties.polling,data:data37};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data37.interval !== undefined){
let data38 = data37.interval;
if(typeof data38 === "string"){
if(!pattern16.test(data38)){
const err63 = {instancePath:instancePath+"/polling/interval",schemaPath:"#/properties/polling/properties/interval/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"},message:"must match pattern \""+"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"+"\"",schema:"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",parentSchema:schema24.properties.polling.properties.interval,data:data38};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
else {
const err64 = {instancePath:instancePath+"/polling/interval",schemaPath:"#/properties/polling/properties/interval/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.polling.properties.interval.type,parentSchema:schema24.properties.polling.properties.interval,data:data38};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data37.startAt !== undefined){
let data39 = data37.startAt;
if(typeof data39 === "string"){
if(!pattern25.test(data39)){
const err65 = {instancePath:instancePath+"/polling/startAt",schemaPath:"#/properties/polling/properties/startAt/pattern",keyword:"pattern",params:{pattern: "^(beginning|now|-([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2}))$"},message:"must match pattern \""+"^(beginning|now|-([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2}))$"+"\"",schema:"^(beginning|now|-([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2}))$",parentSchema:schema24.properties.polling.properties.startAt,data:data39};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
else {
const err66 = {instancePath:instancePath+"/polling/startAt",schemaPath:"#/properties/polling/properties/startAt/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.polling.properties.startAt.type,parentSchema:schema24.properties.polling.properties.startAt,data:data39};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data37.backfillStreams !== undefined){
let data40 = data37.backfillStreams;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
const err67 = {instancePath:instancePath+"/polling/backfillStreams",schemaPath:"#/properties/polling/properties/backfillStreams/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema24.properties.polling.properties.backfillStreams.type,parentSchema:schema24.properties.polling.properties.backfillStreams,data:data40};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 > 50 || isNaN(data40)){
const err68 = {instancePath:instancePath+"/polling/backfillStreams",schemaPath:"#/properties/polling/properties/backfillStreams/maximum",keyword:"maximum",params:{comparison: "<=", limit: 50},message:"must be <= 50",schema:50,parentSchema:schema24.properties.polling.properties.backfillStreams,data:data40};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data40 < 0 || isNaN(data40)){
const err69 = {instancePath:instancePath+"/polling/backfillStreams",schemaPath:"#/properties/polling/properties/backfillStreams/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema24.properties.polling.properties.backfillStreams,data:data40};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
}
if(data37.backfillSlice !== undefined){
let data41 = data37.backfillSlice;
if(typeof data41 === "string"){
if(!pattern16.test(data41)){
const err70 = {instancePath:instancePath+"/polling/backfillSlice",schemaPath:"#/properties/polling/properties/backfillSlice/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"},message:"must match pattern \""+"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"+"\"",schema:"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",parentSchema:schema24.properties.polling.properties.backfillSlice,data:data41};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
else {
const err71 = {instancePath:instancePath+"/polling/backfillSlice",schemaPath:"#/properties/polling/properties/backfillSlice/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.polling.properties.backfillSlice.type,parentSchema:schema24.properties.polling.properties.backfillSlice,data:data41};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data37.overlap !== undefined){
let data42 = data37.overlap;
if(typeof data42 === "string"){
if(!pattern16.test(data42)){
const err72 = {instancePath:instancePath+"/polling/overlap",schemaPath:"#/properties/polling/properties/overlap/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"},message:"must match pattern \""+"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"+"\"",schema:"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",parentSchema:schema24.properties.polling.properties.overlap,data:data42};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
else {
const err73 = {instancePath:instancePath+"/polling/overlap",schemaPath:"#/properties/polling/properties/overlap/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.polling.properties.overlap.type,parentSchema:schema24.properties.polling.properties.overlap,data:data42};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data37.sweepWindow !== undefined){
let data43 = data37.sweepWindow;
if(typeof data43 === "string"){
if(!pattern16.test(data43)){
const err74 = {instancePath:instancePath+"/polling/sweepWindow",schemaPath:"#/properties/polling/properties/sweepWindow/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"},message:"must match pattern \""+"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"+"\"",schema:"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",parentSchema:schema24.properties.polling.properties.sweepWindow,data:data43};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
else {
const err75 = {instancePath:instancePath+"/polling/sweepWindow",schemaPath:"#/properties/polling/properties/sweepWindow/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.polling.properties.sweepWindow.type,parentSchema:schema24.properties.polling.properties.sweepWindow,data:data43};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data37.sweepEvery !== undefined){
let data44 = data37.sweepEvery;
if(!(((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44))) && (isFinite(data44)))){
const err76 = {instancePath:instancePath+"/polling/sweepEvery",schemaPath:"#/properties/polling/properties/sweepEvery/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema24.properties.polling.properties.sweepEvery.type,parentSchema:schema24.properties.polling.properties.sweepEvery,data:data44};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if((typeof data44 == "number") && (isFinite(data44))){
if(data44 > 10000 || isNaN(data44)){
const err77 = {instancePath:instancePath+"/polling/sweepEvery",schemaPath:"#/properties/polling/properties/sweepEvery/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema24.properties.polling.properties.sweepEvery,data:data44};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if(data44 < 1 || isNaN(data44)){
const err78 = {instancePath:instancePath+"/polling/sweepEvery",schemaPath:"#/properties/polling/properties/sweepEvery/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema24.properties.polling.properties.sweepEvery,data:data44};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
if(data37.pollingInterval !== undefined){
const err79 = {instancePath:instancePath+"/polling/pollingInterval",schemaPath:"#/properties/polling/properties/pollingInterval/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.polling.properties.pollingInterval.not,parentSchema:schema24.properties.polling.properties.pollingInterval,data:data37.pollingInterval};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
if(data37.polling_interval !== undefined){
const err80 = {instancePath:instancePath+"/polling/polling_interval",schemaPath:"#/properties/polling/properties/polling_interval/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.polling.properties.polling_interval.not,parentSchema:schema24.properties.polling.properties.polling_interval,data:data37.polling_interval};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if(data37.every !== undefined){
const err81 = {instancePath:instancePath+"/polling/every",schemaPath:"#/properties/polling/properties/every/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.polling.properties.every.not,parentSchema:schema24.properties.polling.properties.every,data:data37.every};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if(data37.start_at !== undefined){
const err82 = {instancePath:instancePath+"/polling/start_at",schemaPath:"#/properties/polling/properties/start_at/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.polling.properties.start_at.not,parentSchema:schema24.properties.polling.properties.start_at,data:data37.start_at};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if(data37.startat !== undefined){
const err83 = {instancePath:instancePath+"/polling/startat",schemaPath:"#/properties/polling/properties/startat/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.polling.properties.startat.not,parentSchema:schema24.properties.polling.properties.startat,data:data37.startat};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if(data37.start !== undefined){
const err84 = {instancePath:instancePath+"/polling/start",schemaPath:"#/properties/polling/properties/start/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.polling.properties.start.not,parentSchema:schema24.properties.polling.properties.start,data:data37.start};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(data37.backfill !== undefined){
const err85 = {instancePath:instancePath+"/polling/backfill",schemaPath:"#/properties/polling/properties/backfill/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.polling.properties.backfill.not,parentSchema:schema24.properties.polling.properties.backfill,data:data37.backfill};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if(data37.sweep !== undefined){
const err86 = {instancePath:instancePath+"/polling/sweep",schemaPath:"#/properties/polling/properties/sweep/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.polling.properties.sweep.not,parentSchema:schema24.properties.polling.properties.sweep,data:data37.sweep};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
else {
const err87 = {instancePath:instancePath+"/polling",schemaPath:"#/properties/polling/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.properties.polling.type,parentSchema:schema24.properties.polling,data:data37};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data.filters !== undefined){
let data53 = data.filters;
if(data53 && typeof data53 == "object" && !Array.isArray(data53)){
for(const key5 in data53){
if(!(func2.call(schema24.properties.filters.properties, key5))){
const err88 = {instancePath:instancePath+"/filters",schemaPath:"#/properties/filters/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema24.properties.filters,data:data53};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data53.eventType !== undefined){
let data54 = data53.eventType;
const _errs112 = errors;
let valid6 = false;
const _errs113 = errors;
if(typeof data54 === "string"){
if(!pattern29.test(data54)){
const err89 = {instancePath:instancePath+"/filters/eventType",schemaPath:"#/properties/filters/properties/eventType/anyOf/0/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9_]+$"},message:"must match pattern \""+"^[a-z0-9_]+$"+"\"",schema:"^[a-z0-9_]+$",parentSchema:schema24.properties.filters.properties.eventType.anyOf[0],data:data54};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
else {
const err90 = {instancePath:instancePath+"/filters/eventType",schemaPath:"#/properties/filters/properties/eventType/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.filters.properties.eventType.anyOf[0].type,parentSchema:schema24.properties.filters.properties.eventType.anyOf[0],data:data54};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
var _valid0 = _errs113 === errors;
valid6 = valid6 || _valid0;
if(!valid6){
const _errs115 = errors;
if(Array.isArray(data54)){
if(data54.length < 1){
const err91 = {instancePath:instancePath+"/filters/eventType",schemaPath:"#/properties/filters/properties/eventType/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema24.properties.filters.properties.eventType.anyOf[1],data:data54};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
const len0 = data54.length;
for(let i0=0; i0<len0; i0++){
let data55 = data54[i0];
if(typeof data55 === "string"){
if(!pattern29.test(data55)){
const err92 = {instancePath:instancePath+"/filters/eventType/" + i0,schemaPath:"#/properties/filters/properties/eventType/anyOf/1/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9_]+$"},message:"must match pattern \""+"^[a-z0-9_]+$"+"\"",schema:"^[a-z0-9_]+$",parentSchema:schema24.properties.filters.properties.eventType.anyOf[1].items,data:data55};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
else {
const err93 = {instancePath:instancePath+"/filters/eventType/" + i0,schemaPath:"#/properties/filters/properties/eventType/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.filters.properties.eventType.anyOf[1].items.type,parentSchema:schema24.properties.filters.properties.eventType.anyOf[1].items,data:data55};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
}
else {
const err94 = {instancePath:instancePath+"/filters/eventType",schemaPath:"#/properties/filters/properties/eventType/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema24.properties.filters.properties.eventType.anyOf[1].type,parentSchema:schema24.properties.filters.properties.eventType.anyOf[1],data:data54};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
var _valid0 = _errs115 === errors;
valid6 = valid6 || _valid0;
}
if(!valid6){
const err95 = {instancePath:instancePath+"/filters/eventType",schemaPath:"#/properties/filters/properties/eventType/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema24.properties.filters.properties.eventType.anyOf,parentSchema:schema24.properties.filters.properties.eventType,data:data54};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
else {
errors = _errs112;
if(vErrors !== null){
if(_errs112){
vErrors.length = _errs112;
}
else {
vErrors = null;
}
}
}
}
if(data53.eventCategory !== undefined){
let data56 = data53.eventCategory;
const _errs120 = errors;
let valid9 = false;
const _errs121 = errors;
if(typeof data56 === "string"){
if(!pattern29.test(data56)){
const err96 = {instancePath:instancePath+"/filters/eventCategory",schemaPath:"#/properties/filters/properties/eventCategory/anyOf/0/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9_]+$"},message:"must match pattern \""+"^[a-z0-9_]+$"+"\"",schema:"^[a-z0-9_]+$",parentSchema:schema24.properties.filters.properties.eventCategory.anyOf[0],data:data56};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
else {
const err97 = {instancePath:instancePath+"/filters/eventCategory",schemaPath:"#/properties/filters/properties/eventCategory/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.filters.properties.eventCategory.anyOf[0].type,parentSchema:schema24.properties.filters.properties.eventCategory.anyOf[0],data:data56};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
var _valid1 = _errs121 === errors;
valid9 = valid9 || _valid1;
if(!valid9){
const _errs123 = errors;
if(Array.isArray(data56)){
if(data56.length < 1){
const err98 = {instancePath:instancePath+"/filters/eventCategory",schemaPath:"#/properties/filters/properties/eventCategory/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema24.properties.filters.properties.eventCategory.anyOf[1],data:data56};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
const len1 = data56.length;
for(let i1=0; i1<len1; i1++){
let data57 = data56[i1];
if(typeof data57 === "string"){
if(!pattern29.test(data57)){
const err99 = {instancePath:instancePath+"/filters/eventCategory/" + i1,schemaPath:"#/properties/filters/properties/eventCategory/anyOf/1/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9_]+$"},message:"must match pattern \""+"^[a-z0-9_]+$"+"\"",schema:"^[a-z0-9_]+$",parentSchema:schema24.properties.filters.properties.eventCategory.anyOf[1].items,data:data57};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
else {
const err100 = {instancePath:instancePath+"/filters/eventCategory/" + i1,schemaPath:"#/properties/filters/properties/eventCategory/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.filters.properties.eventCategory.anyOf[1].items.type,parentSchema:schema24.properties.filters.properties.eventCategory.anyOf[1].items,data:data57};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
}
else {
const err101 = {instancePath:instancePath+"/filters/eventCategory",schemaPath:"#/properties/filters/properties/eventCategory/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema24.properties.filters.properties.eventCategory.anyOf[1].type,parentSchema:schema24.properties.filters.properties.eventCategory.anyOf[1],data:data56};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
var _valid1 = _errs123 === errors;
valid9 = valid9 || _valid1;
}
if(!valid9){
const err102 = {instancePath:instancePath+"/filters/eventCategory",schemaPath:"#/properties/filters/properties/eventCategory/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema24.properties.filters.properties.eventCategory.anyOf,parentSchema:schema24.properties.filters.properties.eventCategory,data:data56};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
else {
errors = _errs120;
if(vErrors !== null){
if(_errs120){
vErrors.length = _errs120;
}
else {
vErrors = null;
}
}
}
}
if(data53.actorType !== undefined){
let data58 = data53.actorType;
const _errs128 = errors;
let valid12 = false;
const _errs129 = errors;
if(!(((((data58 === "user") || (data58 === "asana")) || (data58 === "asana_support")) || (data58 === "anonymous")) || (data58 === "external_administrator"))){
const err103 = {instancePath:instancePath+"/filters/actorType",schemaPath:"#/properties/filters/properties/actorType/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema24.properties.filters.properties.actorType.anyOf[0].enum},message:"must be equal to one of the allowed values",schema:schema24.properties.filters.properties.actorType.anyOf[0].enum,parentSchema:schema24.properties.filters.properties.actorType.anyOf[0],data:data58};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
var _valid2 = _errs129 === errors;
valid12 = valid12 || _valid2;
if(!valid12){
const _errs130 = errors;
if(Array.isArray(data58)){
if(data58.length < 1){
const err104 = {instancePath:instancePath+"/filters/actorType",schemaPath:"#/properties/filters/properties/actorType/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema24.properties.filters.properties.actorType.anyOf[1],data:data58};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
const len2 = data58.length;
for(let i2=0; i2<len2; i2++){
let data59 = data58[i2];
if(!(((((data59 === "user") || (data59 === "asana")) || (data59 === "asana_support")) || (data59 === "anonymous")) || (data59 === "external_administrator"))){
const err105 = {instancePath:instancePath+"/filters/actorType/" + i2,schemaPath:"#/properties/filters/properties/actorType/anyOf/1/items/enum",keyword:"enum",params:{allowedValues: schema24.properties.filters.properties.actorType.anyOf[1].items.enum},message:"must be equal to one of the allowed values",schema:schema24.properties.filters.properties.actorType.anyOf[1].items.enum,parentSchema:schema24.properties.filters.properties.actorType.anyOf[1].items,data:data59};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
}
else {
const err106 = {instancePath:instancePath+"/filters/actorType",schemaPath:"#/properties/filters/properties/actorType/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema24.properties.filters.properties.actorType.anyOf[1].type,parentSchema:schema24.properties.filters.properties.actorType.anyOf[1],data:data58};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
var _valid2 = _errs130 === errors;
valid12 = valid12 || _valid2;
}
if(!valid12){
const err107 = {instancePath:instancePath+"/filters/actorType",schemaPath:"#/properties/filters/properties/actorType/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema24.properties.filters.properties.actorType.anyOf,parentSchema:schema24.properties.filters.properties.actorType,data:data58};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
else {
errors = _errs128;
if(vErrors !== null){
if(_errs128){
vErrors.length = _errs128;
}
else {
vErrors = null;
}
}
}
}
if(data53.actorGid !== undefined){
let data60 = data53.actorGid;
const _errs134 = errors;
let valid15 = false;
const _errs135 = errors;
if(typeof data60 === "string"){
if(!pattern2.test(data60)){
const err108 = {instancePath:instancePath+"/filters/actorGid",schemaPath:"#/properties/filters/properties/actorGid/anyOf/0/pattern",keyword:"pattern",params:{pattern: "^[!-~]+$"},message:"must match pattern \""+"^[!-~]+$"+"\"",schema:"^[!-~]+$",parentSchema:schema24.properties.filters.properties.actorGid.anyOf[0],data:data60};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
else {
const err109 = {instancePath:instancePath+"/filters/actorGid",schemaPath:"#/properties/filters/properties/actorGid/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.filters.properties.actorGid.anyOf[0].type,parentSchema:schema24.properties.filters.properties.actorGid.anyOf[0],data:data60};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
var _valid3 = _errs135 === errors;
valid15 = valid15 || _valid3;
if(!valid15){
const _errs137 = errors;
if(Array.isArray(data60)){
if(data60.length < 1){
const err110 = {instancePath:instancePath+"/filters/actorGid",schemaPath:"#/properties/filters/properties/actorGid/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema24.properties.filters.properties.actorGid.anyOf[1],data:data60};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
const len3 = data60.length;
for(let i3=0; i3<len3; i3++){
let data61 = data60[i3];
if(typeof data61 === "string"){
if(!pattern2.test(data61)){
const err111 = {instancePath:instancePath+"/filters/actorGid/" + i3,schemaPath:"#/properties/filters/properties/actorGid/anyOf/1/items/pattern",keyword:"pattern",params:{pattern: "^[!-~]+$"},message:"must match pattern \""+"^[!-~]+$"+"\"",schema:"^[!-~]+$",parentSchema:schema24.properties.filters.properties.actorGid.anyOf[1].items,data:data61};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
else {
const err112 = {instancePath:instancePath+"/filters/actorGid/" + i3,schemaPath:"#/properties/filters/properties/actorGid/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.filters.properties.actorGid.anyOf[1].items.type,parentSchema:schema24.properties.filters.properties.actorGid.anyOf[1].items,data:data61};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
}
else {
const err113 = {instancePath:instancePath+"/filters/actorGid",schemaPath:"#/properties/filters/properties/actorGid/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema24.properties.filters.properties.actorGid.anyOf[1].type,parentSchema:schema24.properties.filters.properties.actorGid.anyOf[1],data:data60};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
var _valid3 = _errs137 === errors;
valid15 = valid15 || _valid3;
}
if(!valid15){
const err114 = {instancePath:instancePath+"/filters/actorGid",schemaPath:"#/properties/filters/properties/actorGid/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema24.properties.filters.properties.actorGid.anyOf,parentSchema:schema24.properties.filters.properties.actorGid,data:data60};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
else {
errors = _errs134;
if(vErrors !== null){
if(_errs134){
vErrors.length = _errs134;
}
else {
vErrors = null;
}
}
}
}
if(data53.resourceGid !== undefined){
let data62 = data53.resourceGid;
const _errs142 = errors;
let valid18 = false;
const _errs143 = errors;
if(typeof data62 === "string"){
if(!pattern2.test(data62)){
const err115 = {instancePath:instancePath+"/filters/resourceGid",schemaPath:"#/properties/filters/properties/resourceGid/anyOf/0/pattern",keyword:"pattern",params:{pattern: "^[!-~]+$"},message:"must match pattern \""+"^[!-~]+$"+"\"",schema:"^[!-~]+$",parentSchema:schema24.properties.filters.properties.resourceGid.anyOf[0],data:data62};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
else {
const err116 = {instancePath:instancePath+"/filters/resourceGid",schemaPath:"#/properties/filters/properties/resourceGid/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.filters.properties.resourceGid.anyOf[0].type,parentSchema:schema24.properties.filters.properties.resourceGid.anyOf[0],data:data62};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
var _valid4 = _errs143 === errors;
valid18 = valid18 || _valid4;
if(!valid18){
const _errs145 = errors;
if(Array.isArray(data62)){
if(data62.length < 1){
const err117 = {instancePath:instancePath+"/filters/resourceGid",schemaPath:"#/properties/filters/properties/resourceGid/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema24.properties.filters.properties.resourceGid.anyOf[1],data:data62};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
const len4 = data62.length;
for(let i4=0; i4<len4; i4++){
let data63 = data62[i4];
if(typeof data63 === "string"){
if(!pattern2.test(data63)){
const err118 = {instancePath:instancePath+"/filters/resourceGid/" + i4,schemaPath:"#/properties/filters/properties/resourceGid/anyOf/1/items/pattern",keyword:"pattern",params:{pattern: "^[!-~]+$"},message:"must match pattern \""+"^[!-~]+$"+"\"",schema:"^[!-~]+$",parentSchema:schema24.properties.filters.properties.resourceGid.anyOf[1].items,data:data63};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
else {
const err119 = {instancePath:instancePath+"/filters/resourceGid/" + i4,schemaPath:"#/properties/filters/properties/resourceGid/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.filters.properties.resourceGid.anyOf[1].items.type,parentSchema:schema24.properties.filters.properties.resourceGid.anyOf[1].items,data:data63};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
}
else {
const err120 = {instancePath:instancePath+"/filters/resourceGid",schemaPath:"#/properties/filters/properties/resourceGid/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema24.properties.filters.properties.resourceGid.anyOf[1].type,parentSchema:schema24.properties.filters.properties.resourceGid.anyOf[1],data:data62};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
var _valid4 = _errs145 === errors;
valid18 = valid18 || _valid4;
}
if(!valid18){
const err121 = {instancePath:instancePath+"/filters/resourceGid",schemaPath:"#/properties/filters/properties/resourceGid/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema24.properties.filters.properties.resourceGid.anyOf,parentSchema:schema24.properties.filters.properties.resourceGid,data:data62};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
else {
errors = _errs142;
if(vErrors !== null){
if(_errs142){
vErrors.length = _errs142;
}
else {
vErrors = null;
}
}
}
}
if(data53.exclude !== undefined){
let data64 = data53.exclude;
if(data64 && typeof data64 == "object" && !Array.isArray(data64)){
for(const key6 in data64){
if(!(((((key6 === "eventType") || (key6 === "eventCategory")) || (key6 === "actorType")) || (key6 === "actorGid")) || (key6 === "resourceGid"))){
const err122 = {instancePath:instancePath+"/filters/exclude",schemaPath:"#/properties/filters/properties/exclude/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema24.properties.filters.properties.exclude,data:data64};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
if(data64.eventType !== undefined){
let data65 = data64.eventType;
const _errs153 = errors;
let valid22 = false;
const _errs154 = errors;
if(typeof data65 === "string"){
if(!pattern29.test(data65)){
const err123 = {instancePath:instancePath+"/filters/exclude/eventType",schemaPath:"#/properties/filters/properties/exclude/properties/eventType/anyOf/0/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9_]+$"},message:"must match pattern \""+"^[a-z0-9_]+$"+"\"",schema:"^[a-z0-9_]+$",parentSchema:schema24.properties.filters.properties.exclude.properties.eventType.anyOf[0],data:data65};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
else {
const err124 = {instancePath:instancePath+"/filters/exclude/eventType",schemaPath:"#/properties/filters/properties/exclude/properties/eventType/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.filters.properties.exclude.properties.eventType.anyOf[0].type,parentSchema:schema24.properties.filters.properties.exclude.properties.eventType.anyOf[0],data:data65};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
var _valid5 = _errs154 === errors;
valid22 = valid22 || _valid5;
if(!valid22){
const _errs156 = errors;
if(Array.isArray(data65)){
if(data65.length < 1){
const err125 = {instancePath:instancePath+"/filters/exclude/eventType",schemaPath:"#/properties/filters/properties/exclude/properties/eventType/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema24.properties.filters.properties.exclude.properties.eventType.anyOf[1],data:data65};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
const len5 = data65.length;
for(let i5=0; i5<len5; i5++){
let data66 = data65[i5];
if(typeof data66 === "string"){
if(!pattern29.test(data66)){
const err126 = {instancePath:instancePath+"/filters/exclude/eventType/" + i5,schemaPath:"#/properties/filters/properties/exclude/properties/eventType/anyOf/1/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9_]+$"},message:"must match pattern \""+"^[a-z0-9_]+$"+"\"",schema:"^[a-z0-9_]+$",parentSchema:schema24.properties.filters.properties.exclude.properties.eventType.anyOf[1].items,data:data66};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
else {
const err127 = {instancePath:instancePath+"/filters/exclude/eventType/" + i5,schemaPath:"#/properties/filters/properties/exclude/properties/eventType/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.filters.properties.exclude.properties.eventType.anyOf[1].items.type,parentSchema:schema24.properties.filters.properties.exclude.properties.eventType.anyOf[1].items,data:data66};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
}
else {
const err128 = {instancePath:instancePath+"/filters/exclude/eventType",schemaPath:"#/properties/filters/properties/exclude/properties/eventType/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema24.properties.filters.properties.exclude.properties.eventType.anyOf[1].type,parentSchema:schema24.properties.filters.properties.exclude.properties.eventType.anyOf[1],data:data65};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
var _valid5 = _errs156 === errors;
valid22 = valid22 || _valid5;
}
if(!valid22){
const err129 = {instancePath:instancePath+"/filters/exclude/eventType",schemaPath:"#/properties/filters/properties/exclude/properties/eventType/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema24.properties.filters.properties.exclude.properties.eventType.anyOf,parentSchema:schema24.properties.filters.properties.exclude.properties.eventType,data:data65};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
else {
errors = _errs153;
if(vErrors !== null){
if(_errs153){
vErrors.length = _errs153;
}
else {
vErrors = null;
}
}
}
}
if(data64.eventCategory !== undefined){
let data67 = data64.eventCategory;
const _errs161 = errors;
let valid25 = false;
const _errs162 = errors;
if(typeof data67 === "string"){
if(!pattern29.test(data67)){
const err130 = {instancePath:instancePath+"/filters/exclude/eventCategory",schemaPath:"#/properties/filters/properties/exclude/properties/eventCategory/anyOf/0/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9_]+$"},message:"must match pattern \""+"^[a-z0-9_]+$"+"\"",schema:"^[a-z0-9_]+$",parentSchema:schema24.properties.filters.properties.exclude.properties.eventCategory.anyOf[0],data:data67};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
else {
const err131 = {instancePath:instancePath+"/filters/exclude/eventCategory",schemaPath:"#/properties/filters/properties/exclude/properties/eventCategory/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.filters.properties.exclude.properties.eventCategory.anyOf[0].type,parentSchema:schema24.properties.filters.properties.exclude.properties.eventCategory.anyOf[0],data:data67};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
var _valid6 = _errs162 === errors;
valid25 = valid25 || _valid6;
if(!valid25){
const _errs164 = errors;
if(Array.isArray(data67)){
if(data67.length < 1){
const err132 = {instancePath:instancePath+"/filters/exclude/eventCategory",schemaPath:"#/properties/filters/properties/exclude/properties/eventCategory/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema24.properties.filters.properties.exclude.properties.eventCategory.anyOf[1],data:data67};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
const len6 = data67.length;
for(let i6=0; i6<len6; i6++){
let data68 = data67[i6];
if(typeof data68 === "string"){
if(!pattern29.test(data68)){
const err133 = {instancePath:instancePath+"/filters/exclude/eventCategory/" + i6,schemaPath:"#/properties/filters/properties/exclude/properties/eventCategory/anyOf/1/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9_]+$"},message:"must match pattern \""+"^[a-z0-9_]+$"+"\"",schema:"^[a-z0-9_]+$",parentSchema:schema24.properties.filters.properties.exclude.properties.eventCategory.anyOf[1].items,data:data68};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
}
else {
const err134 = {instancePath:instancePath+"/filters/exclude/eventCategory/" + i6,schemaPath:"#/properties/filters/properties/exclude/properties/eventCategory/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.filters.properties.exclude.properties.eventCategory.anyOf[1].items.type,parentSchema:schema24.properties.filters.properties.exclude.properties.eventCategory.anyOf[1].items,data:data68};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
}
else {
const err135 = {instancePath:instancePath+"/filters/exclude/eventCategory",schemaPath:"#/properties/filters/properties/exclude/properties/eventCategory/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema24.properties.filters.properties.exclude.properties.eventCategory.anyOf[1].type,parentSchema:schema24.properties.filters.properties.exclude.properties.eventCategory.anyOf[1],data:data67};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
var _valid6 = _errs164 === errors;
valid25 = valid25 || _valid6;
}
if(!valid25){
const err136 = {instancePath:instancePath+"/filters/exclude/eventCategory",schemaPath:"#/properties/filters/properties/exclude/properties/eventCategory/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema24.properties.filters.properties.exclude.properties.eventCategory.anyOf,parentSchema:schema24.properties.filters.properties.exclude.properties.eventCategory,data:data67};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
else {
errors = _errs161;
if(vErrors !== null){
if(_errs161){
vErrors.length = _errs161;
}
else {
vErrors = null;
}
}
}
}
if(data64.actorType !== undefined){
let data69 = data64.actorType;
const _errs169 = errors;
let valid28 = false;
const _errs170 = errors;
if(!(((((data69 === "user") || (data69 === "asana")) || (data69 === "asana_support")) || (data69 === "anonymous")) || (data69 === "external_administrator"))){
const err137 = {instancePath:instancePath+"/filters/exclude/actorType",schemaPath:"#/properties/filters/properties/exclude/properties/actorType/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema24.properties.filters.properties.exclude.properties.actorType.anyOf[0].enum},message:"must be equal to one of the allowed values",schema:schema24.properties.filters.properties.exclude.properties.actorType.anyOf[0].enum,parentSchema:schema24.properties.filters.properties.exclude.properties.actorType.anyOf[0],data:data69};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
var _valid7 = _errs170 === errors;
valid28 = valid28 || _valid7;
if(!valid28){
const _errs171 = errors;
if(Array.isArray(data69)){
if(data69.length < 1){
const err138 = {instancePath:instancePath+"/filters/exclude/actorType",schemaPath:"#/properties/filters/properties/exclude/properties/actorType/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema24.properties.filters.properties.exclude.properties.actorType.anyOf[1],data:data69};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
const len7 = data69.length;
for(let i7=0; i7<len7; i7++){
let data70 = data69[i7];
if(!(((((data70 === "user") || (data70 === "asana")) || (data70 === "asana_support")) || (data70 === "anonymous")) || (data70 === "external_administrator"))){
const err139 = {instancePath:instancePath+"/filters/exclude/actorType/" + i7,schemaPath:"#/properties/filters/properties/exclude/properties/actorType/anyOf/1/items/enum",keyword:"enum",params:{allowedValues: schema24.properties.filters.properties.exclude.properties.actorType.anyOf[1].items.enum},message:"must be equal to one of the allowed values",schema:schema24.properties.filters.properties.exclude.properties.actorType.anyOf[1].items.enum,parentSchema:schema24.properties.filters.properties.exclude.properties.actorType.anyOf[1].items,data:data70};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
}
else {
const err140 = {instancePath:instancePath+"/filters/exclude/actorType",schemaPath:"#/properties/filters/properties/exclude/properties/actorType/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema24.properties.filters.properties.exclude.properties.actorType.anyOf[1].type,parentSchema:schema24.properties.filters.properties.exclude.properties.actorType.anyOf[1],data:data69};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
var _valid7 = _errs171 === errors;
valid28 = valid28 || _valid7;
}
if(!valid28){
const err141 = {instancePath:instancePath+"/filters/exclude/actorType",schemaPath:"#/properties/filters/properties/exclude/properties/actorType/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema24.properties.filters.properties.exclude.properties.actorType.anyOf,parentSchema:schema24.properties.filters.properties.exclude.properties.actorType,data:data69};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
else {
errors = _errs169;
if(vErrors !== null){
if(_errs169){
vErrors.length = _errs169;
}
else {
vErrors = null;
}
}
}
}
if(data64.actorGid !== undefined){
let data71 = data64.actorGid;
const _errs175 = errors;
let valid31 = false;
const _errs176 = errors;
if(typeof data71 === "string"){
if(!pattern2.test(data71)){
const err142 = {instancePath:instancePath+"/filters/exclude/actorGid",schemaPath:"#/properties/filters/properties/exclude/properties/actorGid/anyOf/0/pattern",keyword:"pattern",params:{pattern: "^[!-~]+$"},message:"must match pattern \""+"^[!-~]+$"+"\"",schema:"^[!-~]+$",parentSchema:schema24.properties.filters.properties.exclude.properties.actorGid.anyOf[0],data:data71};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
else {
const err143 = {instancePath:instancePath+"/filters/exclude/actorGid",schemaPath:"#/properties/filters/properties/exclude/properties/actorGid/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.filters.properties.exclude.properties.actorGid.anyOf[0].type,parentSchema:schema24.properties.filters.properties.exclude.properties.actorGid.anyOf[0],data:data71};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
var _valid8 = _errs176 === errors;
valid31 = valid31 || _valid8;
if(!valid31){
const _errs178 = errors;
if(Array.isArray(data71)){
if(data71.length < 1){
const err144 = {instancePath:instancePath+"/filters/exclude/actorGid",schemaPath:"#/properties/filters/properties/exclude/properties/actorGid/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema24.properties.filters.properties.exclude.properties.actorGid.anyOf[1],data:data71};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
const len8 = data71.length;
for(let i8=0; i8<len8; i8++){
let data72 = data71[i8];
if(typeof data72 === "string"){
if(!pattern2.test(data72)){
const err145 = {instancePath:instancePath+"/filters/exclude/actorGid/" + i8,schemaPath:"#/properties/filters/properties/exclude/properties/actorGid/anyOf/1/items/pattern",keyword:"pattern",params:{pattern: "^[!-~]+$"},message:"must match pattern \""+"^[!-~]+$"+"\"",schema:"^[!-~]+$",parentSchema:schema24.properties.filters.properties.exclude.properties.actorGid.anyOf[1].items,data:data72};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
}
else {
const err146 = {instancePath:instancePath+"/filters/exclude/actorGid/" + i8,schemaPath:"#/properties/filters/properties/exclude/properties/actorGid/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.filters.properties.exclude.properties.actorGid.anyOf[1].items.type,parentSchema:schema24.properties.filters.properties.exclude.properties.actorGid.anyOf[1].items,data:data72};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
}
else {
const err147 = {instancePath:instancePath+"/filters/exclude/actorGid",schemaPath:"#/properties/filters/properties/exclude/properties/actorGid/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema24.properties.filters.properties.exclude.properties.actorGid.anyOf[1].type,parentSchema:schema24.properties.filters.properties.exclude.properties.actorGid.anyOf[1],data:data71};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
var _valid8 = _errs178 === errors;
valid31 = valid31 || _valid8;
}
if(!valid31){
const err148 = {instancePath:instancePath+"/filters/exclude/actorGid",schemaPath:"#/properties/filters/properties/exclude/properties/actorGid/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema24.properties.filters.properties.exclude.properties.actorGid.anyOf,parentSchema:schema24.properties.filters.properties.exclude.properties.actorGid,data:data71};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
else {
errors = _errs175;
if(vErrors !== null){
if(_errs175){
vErrors.length = _errs175;
}
else {
vErrors = null;
}
}
}
}
if(data64.resourceGid !== undefined){
let data73 = data64.resourceGid;
const _errs183 = errors;
let valid34 = false;
const _errs184 = errors;
if(typeof data73 === "string"){
if(!pattern2.test(data73)){
const err149 = {instancePath:instancePath+"/filters/exclude/resourceGid",schemaPath:"#/properties/filters/properties/exclude/properties/resourceGid/anyOf/0/pattern",keyword:"pattern",params:{pattern: "^[!-~]+$"},message:"must match pattern \""+"^[!-~]+$"+"\"",schema:"^[!-~]+$",parentSchema:schema24.properties.filters.properties.exclude.properties.resourceGid.anyOf[0],data:data73};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
}
else {
const err150 = {instancePath:instancePath+"/filters/exclude/resourceGid",schemaPath:"#/properties/filters/properties/exclude/properties/resourceGid/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.filters.properties.exclude.properties.resourceGid.anyOf[0].type,parentSchema:schema24.properties.filters.properties.exclude.properties.resourceGid.anyOf[0],data:data73};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
var _valid9 = _errs184 === errors;
valid34 = valid34 || _valid9;
if(!valid34){
const _errs186 = errors;
if(Array.isArray(data73)){
if(data73.length < 1){
const err151 = {instancePath:instancePath+"/filters/exclude/resourceGid",schemaPath:"#/properties/filters/properties/exclude/properties/resourceGid/anyOf/1/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema24.properties.filters.properties.exclude.properties.resourceGid.anyOf[1],data:data73};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
const len9 = data73.length;
for(let i9=0; i9<len9; i9++){
let data74 = data73[i9];
if(typeof data74 === "string"){
if(!pattern2.test(data74)){
const err152 = {instancePath:instancePath+"/filters/exclude/resourceGid/" + i9,schemaPath:"#/properties/filters/properties/exclude/properties/resourceGid/anyOf/1/items/pattern",keyword:"pattern",params:{pattern: "^[!-~]+$"},message:"must match pattern \""+"^[!-~]+$"+"\"",schema:"^[!-~]+$",parentSchema:schema24.properties.filters.properties.exclude.properties.resourceGid.anyOf[1].items,data:data74};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
else {
const err153 = {instancePath:instancePath+"/filters/exclude/resourceGid/" + i9,schemaPath:"#/properties/filters/properties/exclude/properties/resourceGid/anyOf/1/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.filters.properties.exclude.properties.resourceGid.anyOf[1].items.type,parentSchema:schema24.properties.filters.properties.exclude.properties.resourceGid.anyOf[1].items,data:data74};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
}
}
else {
const err154 = {instancePath:instancePath+"/filters/exclude/resourceGid",schemaPath:"#/properties/filters/properties/exclude/properties/resourceGid/anyOf/1/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema24.properties.filters.properties.exclude.properties.resourceGid.anyOf[1].type,parentSchema:schema24.properties.filters.properties.exclude.properties.resourceGid.anyOf[1],data:data73};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
var _valid9 = _errs186 === errors;
valid34 = valid34 || _valid9;
}
if(!valid34){
const err155 = {instancePath:instancePath+"/filters/exclude/resourceGid",schemaPath:"#/properties/filters/properties/exclude/properties/resourceGid/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema24.properties.filters.properties.exclude.properties.resourceGid.anyOf,parentSchema:schema24.properties.filters.properties.exclude.properties.resourceGid,data:data73};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
else {
errors = _errs183;
if(vErrors !== null){
if(_errs183){
vErrors.length = _errs183;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err156 = {instancePath:instancePath+"/filters/exclude",schemaPath:"#/properties/filters/properties/exclude/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.properties.filters.properties.exclude.type,parentSchema:schema24.properties.filters.properties.exclude,data:data64};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
if(data53.event_type !== undefined){
const err157 = {instancePath:instancePath+"/filters/event_type",schemaPath:"#/properties/filters/properties/event_type/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.filters.properties.event_type.not,parentSchema:schema24.properties.filters.properties.event_type,data:data53.event_type};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
if(data53.eventTypes !== undefined){
const err158 = {instancePath:instancePath+"/filters/eventTypes",schemaPath:"#/properties/filters/properties/eventTypes/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.filters.properties.eventTypes.not,parentSchema:schema24.properties.filters.properties.eventTypes,data:data53.eventTypes};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
if(data53.actor_type !== undefined){
const err159 = {instancePath:instancePath+"/filters/actor_type",schemaPath:"#/properties/filters/properties/actor_type/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.filters.properties.actor_type.not,parentSchema:schema24.properties.filters.properties.actor_type,data:data53.actor_type};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
if(data53.actor_gid !== undefined){
const err160 = {instancePath:instancePath+"/filters/actor_gid",schemaPath:"#/properties/filters/properties/actor_gid/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.filters.properties.actor_gid.not,parentSchema:schema24.properties.filters.properties.actor_gid,data:data53.actor_gid};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
if(data53.actorId !== undefined){
const err161 = {instancePath:instancePath+"/filters/actorId",schemaPath:"#/properties/filters/properties/actorId/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.filters.properties.actorId.not,parentSchema:schema24.properties.filters.properties.actorId,data:data53.actorId};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
if(data53.resource_gid !== undefined){
const err162 = {instancePath:instancePath+"/filters/resource_gid",schemaPath:"#/properties/filters/properties/resource_gid/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.filters.properties.resource_gid.not,parentSchema:schema24.properties.filters.properties.resource_gid,data:data53.resource_gid};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
if(data53.resourceId !== undefined){
const err163 = {instancePath:instancePath+"/filters/resourceId",schemaPath:"#/properties/filters/properties/resourceId/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.filters.properties.resourceId.not,parentSchema:schema24.properties.filters.properties.resourceId,data:data53.resourceId};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
if(data53.event_category !== undefined){
const err164 = {instancePath:instancePath+"/filters/event_category",schemaPath:"#/properties/filters/properties/event_category/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.filters.properties.event_category.not,parentSchema:schema24.properties.filters.properties.event_category,data:data53.event_category};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
if(data53.category !== undefined){
const err165 = {instancePath:instancePath+"/filters/category",schemaPath:"#/properties/filters/properties/category/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.filters.properties.category.not,parentSchema:schema24.properties.filters.properties.category,data:data53.category};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
}
else {
const err166 = {instancePath:instancePath+"/filters",schemaPath:"#/properties/filters/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.properties.filters.type,parentSchema:schema24.properties.filters,data:data53};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
}
if(data.redact !== undefined){
let data84 = data.redact;
if(Array.isArray(data84)){
const len10 = data84.length;
for(let i10=0; i10<len10; i10++){
let data85 = data84[i10];
const _errs211 = errors;
let valid39 = false;
const _errs212 = errors;
if(typeof data85 === "string"){
if(!pattern45.test(data85)){
const err167 = {instancePath:instancePath+"/redact/" + i10,schemaPath:"#/properties/redact/items/anyOf/0/pattern",keyword:"pattern",params:{pattern: "^(/([^~/]|~[01])*)+$"},message:"must match pattern \""+"^(/([^~/]|~[01])*)+$"+"\"",schema:"^(/([^~/]|~[01])*)+$",parentSchema:schema24.properties.redact.items.anyOf[0],data:data85};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
}
else {
const err168 = {instancePath:instancePath+"/redact/" + i10,schemaPath:"#/properties/redact/items/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.redact.items.anyOf[0].type,parentSchema:schema24.properties.redact.items.anyOf[0],data:data85};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
var _valid10 = _errs212 === errors;
valid39 = valid39 || _valid10;
if(!valid39){
const _errs214 = errors;
if(!(((data85 === "saml_response") || (data85 === "email")) || (data85 === "ip"))){
const err169 = {instancePath:instancePath+"/redact/" + i10,schemaPath:"#/properties/redact/items/anyOf/1/enum",keyword:"enum",params:{allowedValues: schema24.properties.redact.items.anyOf[1].enum},message:"must be equal to one of the allowed values",schema:schema24.properties.redact.items.anyOf[1].enum,parentSchema:schema24.properties.redact.items.anyOf[1],data:data85};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
var _valid10 = _errs214 === errors;
valid39 = valid39 || _valid10;
}
if(!valid39){
const err170 = {instancePath:instancePath+"/redact/" + i10,schemaPath:"#/properties/redact/items/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema24.properties.redact.items.anyOf,parentSchema:schema24.properties.redact.items,data:data85};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
else {
errors = _errs211;
if(vErrors !== null){
if(_errs211){
vErrors.length = _errs211;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err171 = {instancePath:instancePath+"/redact",schemaPath:"#/properties/redact/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema24.properties.redact.type,parentSchema:schema24.properties.redact,data:data84};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
}
if(data.retry !== undefined){
let data86 = data.retry;
if(data86 && typeof data86 == "object" && !Array.isArray(data86)){
for(const key7 in data86){
if(!(((((((key7 === "ThirdPartyGeneric") || (key7 === "FirstPartyGeneric")) || (key7 === "thirdPartyGeneric")) || (key7 === "firstPartyGeneric")) || (key7 === "ThirdPartyGenericError")) || (key7 === "FirstPartyGenericError")) || (key7 === "ThirdPartyConfig"))){
const err172 = {instancePath:instancePath+"/retry",schemaPath:"#/properties/retry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema24.properties.retry,data:data86};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
}
if(data86.ThirdPartyGeneric !== undefined){
let data87 = data86.ThirdPartyGeneric;
if(!((data87 === "indefinitely") || (data87 === "never"))){
const err173 = {instancePath:instancePath+"/retry/ThirdPartyGeneric",schemaPath:"#/properties/retry/properties/ThirdPartyGeneric/enum",keyword:"enum",params:{allowedValues: schema24.properties.retry.properties.ThirdPartyGeneric.enum},message:"must be equal to one of the allowed values",schema:schema24.properties.retry.properties.ThirdPartyGeneric.enum,parentSchema:schema24.properties.retry.properties.ThirdPartyGeneric,data:data87};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
}
if(data86.FirstPartyGeneric !== undefined){
let data88 = data86.FirstPartyGeneric;
if(!((data88 === "indefinitely") || (data88 === "never"))){
const err174 = {instancePath:instancePath+"/retry/FirstPartyGeneric",schemaPath:"#/properties/retry/properties/FirstPartyGeneric/enum",keyword:"enum",params:{allowedValues: schema24.properties.retry.properties.FirstPartyGeneric.enum},message:"must be equal to one of the allowed values",schema:schema24.properties.retry.properties.FirstPartyGeneric.enum,parentSchema:schema24.properties.retry.properties.FirstPartyGeneric,data:data88};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
}
if(data86.thirdPartyGeneric !== undefined){
const err175 = {instancePath:instancePath+"/retry/thirdPartyGeneric",schemaPath:"#/properties/retry/properties/thirdPartyGeneric/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.retry.properties.thirdPartyGeneric.not,parentSchema:schema24.properties.retry.properties.thirdPartyGeneric,data:data86.thirdPartyGeneric};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
if(data86.firstPartyGeneric !== undefined){
const err176 = {instancePath:instancePath+"/retry/firstPartyGeneric",schemaPath:"#/properties/retry/properties/firstPartyGeneric/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.retry.properties.firstPartyGeneric.not,parentSchema:schema24.properties.retry.properties.firstPartyGeneric,data:data86.firstPartyGeneric};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
if(data86.ThirdPartyGenericError !== undefined){
const err177 = {instancePath:instancePath+"/retry/ThirdPartyGenericError",schemaPath:"#/properties/retry/properties/ThirdPartyGenericError/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.retry.properties.ThirdPartyGenericError.not,parentSchema:schema24.properties.retry.properties.ThirdPartyGenericError,data:data86.ThirdPartyGenericError};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
if(data86.FirstPartyGenericError !== undefined){
const err178 = {instancePath:instancePath+"/retry/FirstPartyGenericError",schemaPath:"#/properties/retry/properties/FirstPartyGenericError/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.retry.properties.FirstPartyGenericError.not,parentSchema:schema24.properties.retry.properties.FirstPartyGenericError,data:data86.FirstPartyGenericError};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
if(data86.ThirdPartyConfig !== undefined){
const err179 = {instancePath:instancePath+"/retry/ThirdPartyConfig",schemaPath:"#/properties/retry/properties/ThirdPartyConfig/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.retry.properties.ThirdPartyConfig.not,parentSchema:schema24.properties.retry.properties.ThirdPartyConfig,data:data86.ThirdPartyConfig};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
}
else {
const err180 = {instancePath:instancePath+"/retry",schemaPath:"#/properties/retry/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.properties.retry.type,parentSchema:schema24.properties.retry,data:data86};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
}
if(data.health !== undefined){
let data94 = data.health;
if(data94 && typeof data94 == "object" && !Array.isArray(data94)){
for(const key8 in data94){
if(!((((((key8 === "export") || (key8 === "lagLimit")) || (key8 === "silenceLimit")) || (key8 === "exported")) || (key8 === "lag")) || (key8 === "silence"))){
const err181 = {instancePath:instancePath+"/health",schemaPath:"#/properties/health/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties",schema:false,parentSchema:schema24.properties.health,data:data94};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
}
if(data94.export !== undefined){
let data95 = data94.export;
if(typeof data95 !== "boolean"){
const err182 = {instancePath:instancePath+"/health/export",schemaPath:"#/properties/health/properties/export/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema24.properties.health.properties.export.type,parentSchema:schema24.properties.health.properties.export,data:data95};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
}
if(data94.lagLimit !== undefined){
let data96 = data94.lagLimit;
if(typeof data96 === "string"){
if(!pattern16.test(data96)){
const err183 = {instancePath:instancePath+"/health/lagLimit",schemaPath:"#/properties/health/properties/lagLimit/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"},message:"must match pattern \""+"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"+"\"",schema:"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",parentSchema:schema24.properties.health.properties.lagLimit,data:data96};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
}
else {
const err184 = {instancePath:instancePath+"/health/lagLimit",schemaPath:"#/properties/health/properties/lagLimit/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.health.properties.lagLimit.type,parentSchema:schema24.properties.health.properties.lagLimit,data:data96};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
}
if(data94.silenceLimit !== undefined){
let data97 = data94.silenceLimit;
if(typeof data97 === "string"){
if(!pattern16.test(data97)){
const err185 = {instancePath:instancePath+"/health/silenceLimit",schemaPath:"#/properties/health/properties/silenceLimit/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"},message:"must match pattern \""+"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"+"\"",schema:"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",parentSchema:schema24.properties.health.properties.silenceLimit,data:data97};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
}
else {
const err186 = {instancePath:instancePath+"/health/silenceLimit",schemaPath:"#/properties/health/properties/silenceLimit/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.health.properties.silenceLimit.type,parentSchema:schema24.properties.health.properties.silenceLimit,data:data97};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
}
if(data94.exported !== undefined){
const err187 = {instancePath:instancePath+"/health/exported",schemaPath:"#/properties/health/properties/exported/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.health.properties.exported.not,parentSchema:schema24.properties.health.properties.exported,data:data94.exported};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
if(data94.lag !== undefined){
const err188 = {instancePath:instancePath+"/health/lag",schemaPath:"#/properties/health/properties/lag/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.health.properties.lag.not,parentSchema:schema24.properties.health.properties.lag,data:data94.lag};
if(vErrors === null){
vErrors = [err188];
}
else {
vErrors.push(err188);
}
errors++;
}
if(data94.silence !== undefined){
const err189 = {instancePath:instancePath+"/health/silence",schemaPath:"#/properties/health/properties/silence/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.health.properties.silence.not,parentSchema:schema24.properties.health.properties.silence,data:data94.silence};
if(vErrors === null){
vErrors = [err189];
}
else {
vErrors.push(err189);
}
errors++;
}
}
else {
const err190 = {instancePath:instancePath+"/health",schemaPath:"#/properties/health/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.properties.health.type,parentSchema:schema24.properties.health,data:data94};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
}
if(data.metrics !== undefined){
let data101 = data.metrics;
if(data101 && typeof data101 == "object" && !Array.isArray(data101)){
for(const key9 in data101){
if(!((((key9 === "export") || (key9 === "endpoint")) || (key9 === "headers")) || (key9 === "interval"))){
const err191 = {instancePath:instancePath+"/metrics",schemaPath:"#/properties/metrics/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties",schema:false,parentSchema:schema24.properties.metrics,data:data101};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
}
if(data101.export !== undefined){
let data102 = data101.export;
if(typeof data102 !== "boolean"){
const err192 = {instancePath:instancePath+"/metrics/export",schemaPath:"#/properties/metrics/properties/export/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema24.properties.metrics.properties.export.type,parentSchema:schema24.properties.metrics.properties.export,data:data102};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
}
if(data101.endpoint !== undefined){
let data103 = data101.endpoint;
if(typeof data103 === "string"){
if(!pattern15.test(data103)){
const err193 = {instancePath:instancePath+"/metrics/endpoint",schemaPath:"#/properties/metrics/properties/endpoint/pattern",keyword:"pattern",params:{pattern: "^[Hh][Tt][Tt][Pp][Ss]?://"},message:"must match pattern \""+"^[Hh][Tt][Tt][Pp][Ss]?://"+"\"",schema:"^[Hh][Tt][Tt][Pp][Ss]?://",parentSchema:schema24.properties.metrics.properties.endpoint,data:data103};
if(vErrors === null){
vErrors = [err193];
}
else {
vErrors.push(err193);
}
errors++;
}
}
else {
const err194 = {instancePath:instancePath+"/metrics/endpoint",schemaPath:"#/properties/metrics/properties/endpoint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.metrics.properties.endpoint.type,parentSchema:schema24.properties.metrics.properties.endpoint,data:data103};
if(vErrors === null){
vErrors = [err194];
}
else {
vErrors.push(err194);
}
errors++;
}
}
if(data101.headers !== undefined){
let data104 = data101.headers;
if(data104 && typeof data104 == "object" && !Array.isArray(data104)){
for(const key10 in data104){
let data105 = data104[key10];
if(typeof data105 === "string"){
if(!pattern21.test(data105)){
const err195 = {instancePath:instancePath+"/metrics/headers/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/metrics/properties/headers/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[\\t -~\\x80-\\xff]*$"},message:"must match pattern \""+"^[\\t -~\\x80-\\xff]*$"+"\"",schema:"^[\\t -~\\x80-\\xff]*$",parentSchema:schema24.properties.metrics.properties.headers.additionalProperties,data:data105};
if(vErrors === null){
vErrors = [err195];
}
else {
vErrors.push(err195);
}
errors++;
}
}
else {
const err196 = {instancePath:instancePath+"/metrics/headers/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/metrics/properties/headers/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.metrics.properties.headers.additionalProperties.type,parentSchema:schema24.properties.metrics.properties.headers.additionalProperties,data:data105};
if(vErrors === null){
vErrors = [err196];
}
else {
vErrors.push(err196);
}
errors++;
}
}
}
else {
const err197 = {instancePath:instancePath+"/metrics/headers",schemaPath:"#/properties/metrics/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.properties.metrics.properties.headers.type,parentSchema:schema24.properties.metrics.properties.headers,data:data104};
if(vErrors === null){
vErrors = [err197];
}
else {
vErrors.push(err197);
}
errors++;
}
}
if(data101.interval !== undefined){
let data106 = data101.interval;
if(typeof data106 === "string"){
if(!pattern16.test(data106)){
const err198 = {instancePath:instancePath+"/metrics/interval",schemaPath:"#/properties/metrics/properties/interval/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"},message:"must match pattern \""+"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"+"\"",schema:"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",parentSchema:schema24.properties.metrics.properties.interval,data:data106};
if(vErrors === null){
vErrors = [err198];
}
else {
vErrors.push(err198);
}
errors++;
}
}
else {
const err199 = {instancePath:instancePath+"/metrics/interval",schemaPath:"#/properties/metrics/properties/interval/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.metrics.properties.interval.type,parentSchema:schema24.properties.metrics.properties.interval,data:data106};
if(vErrors === null){
vErrors = [err199];
}
else {
vErrors.push(err199);
}
errors++;
}
}
}
else {
const err200 = {instancePath:instancePath+"/metrics",schemaPath:"#/properties/metrics/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.properties.metrics.type,parentSchema:schema24.properties.metrics,data:data101};
if(vErrors === null){
vErrors = [err200];
}
else {
vErrors.push(err200);
}
errors++;
}
}
if(data.deadLetters !== undefined){
let data107 = data.deadLetters;
if(data107 && typeof data107 == "object" && !Array.isArray(data107)){
for(const key11 in data107){
if(!(((key11 === "limit") || (key11 === "perHour")) || (key11 === "max"))){
const err201 = {instancePath:instancePath+"/deadLetters",schemaPath:"#/properties/deadLetters/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties",schema:false,parentSchema:schema24.properties.deadLetters,data:data107};
if(vErrors === null){
vErrors = [err201];
}
else {
vErrors.push(err201);
}
errors++;
}
}
if(data107.limit !== undefined){
let data108 = data107.limit;
if(!(((typeof data108 == "number") && (!(data108 % 1) && !isNaN(data108))) && (isFinite(data108)))){
const err202 = {instancePath:instancePath+"/deadLetters/limit",schemaPath:"#/properties/deadLetters/properties/limit/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema24.properties.deadLetters.properties.limit.type,parentSchema:schema24.properties.deadLetters.properties.limit,data:data108};
if(vErrors === null){
vErrors = [err202];
}
else {
vErrors.push(err202);
}
errors++;
}
if((typeof data108 == "number") && (isFinite(data108))){
if(data108 > 1000000 || isNaN(data108)){
const err203 = {instancePath:instancePath+"/deadLetters/limit",schemaPath:"#/properties/deadLetters/properties/limit/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000",schema:1000000,parentSchema:schema24.properties.deadLetters.properties.limit,data:data108};
if(vErrors === null){
vErrors = [err203];
}
else {
vErrors.push(err203);
}
errors++;
}
if(data108 < 1 || isNaN(data108)){
const err204 = {instancePath:instancePath+"/deadLetters/limit",schemaPath:"#/properties/deadLetters/properties/limit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema24.properties.deadLetters.properties.limit,data:data108};
if(vErrors === null){
vErrors = [err204];
}
else {
vErrors.push(err204);
}
errors++;
}
}
}
if(data107.perHour !== undefined){
let data109 = data107.perHour;
if(!(((typeof data109 == "number") && (!(data109 % 1) && !isNaN(data109))) && (isFinite(data109)))){
const err205 = {instancePath:instancePath+"/deadLetters/perHour",schemaPath:"#/properties/deadLetters/properties/perHour/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema24.properties.deadLetters.properties.perHour.type,parentSchema:schema24.properties.deadLetters.properties.perHour,data:data109};
if(vErrors === null){
vErrors = [err205];
}
else {
vErrors.push(err205);
}
errors++;
}
if((typeof data109 == "number") && (isFinite(data109))){
if(data109 > 1000000 || isNaN(data109)){
const err206 = {instancePath:instancePath+"/deadLetters/perHour",schemaPath:"#/properties/deadLetters/properties/perHour/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000",schema:1000000,parentSchema:schema24.properties.deadLetters.properties.perHour,data:data109};
if(vErrors === null){
vErrors = [err206];
}
else {
vErrors.push(err206);
}
errors++;
}
if(data109 < 0 || isNaN(data109)){
const err207 = {instancePath:instancePath+"/deadLetters/perHour",schemaPath:"#/properties/deadLetters/properties/perHour/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema24.properties.deadLetters.properties.perHour,data:data109};
if(vErrors === null){
vErrors = [err207];
}
else {
vErrors.push(err207);
}
errors++;
}
}
}
if(data107.max !== undefined){
const err208 = {instancePath:instancePath+"/deadLetters/max",schemaPath:"#/properties/deadLetters/properties/max/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.deadLetters.properties.max.not,parentSchema:schema24.properties.deadLetters.properties.max,data:data107.max};
if(vErrors === null){
vErrors = [err208];
}
else {
vErrors.push(err208);
}
errors++;
}
}
else {
const err209 = {instancePath:instancePath+"/deadLetters",schemaPath:"#/properties/deadLetters/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.properties.deadLetters.type,parentSchema:schema24.properties.deadLetters,data:data107};
if(vErrors === null){
vErrors = [err209];
}
else {
vErrors.push(err209);
}
errors++;
}
}
if(data.resource !== undefined){
let data111 = data.resource;
if(data111 && typeof data111 == "object" && !Array.isArray(data111)){
for(const key12 in data111){
let data112 = data111[key12];
if(typeof data112 !== "string"){
const err210 = {instancePath:instancePath+"/resource/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/resource/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.resource.additionalProperties.type,parentSchema:schema24.properties.resource.additionalProperties,data:data112};
if(vErrors === null){
vErrors = [err210];
}
else {
vErrors.push(err210);
}
errors++;
}
}
}
else {
const err211 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.properties.resource.type,parentSchema:schema24.properties.resource,data:data111};
if(vErrors === null){
vErrors = [err211];
}
else {
vErrors.push(err211);
}
errors++;
}
}
if(data.storage !== undefined){
let data113 = data.storage;
if(typeof data113 === "string"){
if(func5(data113) < 1){
const err212 = {instancePath:instancePath+"/storage",schemaPath:"#/properties/storage/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema24.properties.storage,data:data113};
if(vErrors === null){
vErrors = [err212];
}
else {
vErrors.push(err212);
}
errors++;
}
}
else {
const err213 = {instancePath:instancePath+"/storage",schemaPath:"#/properties/storage/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.storage.type,parentSchema:schema24.properties.storage,data:data113};
if(vErrors === null){
vErrors = [err213];
}
else {
vErrors.push(err213);
}
errors++;
}
}
if(data.listen !== undefined){
let data114 = data.listen;
if(typeof data114 === "string"){
if(!pattern51.test(data114)){
const err214 = {instancePath:instancePath+"/listen",schemaPath:"#/properties/listen/pattern",keyword:"pattern",params:{pattern: "^(off|(\\[[0-9A-Fa-f:.%]+\\]|[0-9A-Za-z._-]+):[0-9]{1,5})$"},message:"must match pattern \""+"^(off|(\\[[0-9A-Fa-f:.%]+\\]|[0-9A-Za-z._-]+):[0-9]{1,5})$"+"\"",schema:"^(off|(\\[[0-9A-Fa-f:.%]+\\]|[0-9A-Za-z._-]+):[0-9]{1,5})$",parentSchema:schema24.properties.listen,data:data114};
if(vErrors === null){
vErrors = [err214];
}
else {
vErrors.push(err214);
}
errors++;
}
}
else {
const err215 = {instancePath:instancePath+"/listen",schemaPath:"#/properties/listen/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.listen.type,parentSchema:schema24.properties.listen,data:data114};
if(vErrors === null){
vErrors = [err215];
}
else {
vErrors.push(err215);
}
errors++;
}
}
if(data.api !== undefined){
let data115 = data.api;
if(data115 && typeof data115 == "object" && !Array.isArray(data115)){
for(const key13 in data115){
if(!((((((((key13 === "accessId") || (key13 === "accessKey")) || (key13 === "hosts")) || (key13 === "user")) || (key13 === "username")) || (key13 === "password")) || (key13 === "access_id")) || (key13 === "access_key"))){
const err216 = {instancePath:instancePath+"/api",schemaPath:"#/properties/api/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties",schema:false,parentSchema:schema24.properties.api,data:data115};
if(vErrors === null){
vErrors = [err216];
}
else {
vErrors.push(err216);
}
errors++;
}
}
if(data115.accessId !== undefined){
let data116 = data115.accessId;
if(typeof data116 === "string"){
if(!pattern52.test(data116)){
const err217 = {instancePath:instancePath+"/api/accessId",schemaPath:"#/properties/api/properties/accessId/pattern",keyword:"pattern",params:{pattern: "^[!-9;-~]+$"},message:"must match pattern \""+"^[!-9;-~]+$"+"\"",schema:"^[!-9;-~]+$",parentSchema:schema24.properties.api.properties.accessId,data:data116};
if(vErrors === null){
vErrors = [err217];
}
else {
vErrors.push(err217);
}
errors++;
}
}
else {
const err218 = {instancePath:instancePath+"/api/accessId",schemaPath:"#/properties/api/properties/accessId/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.api.properties.accessId.type,parentSchema:schema24.properties.api.properties.accessId,data:data116};
if(vErrors === null){
vErrors = [err218];
}
else {
vErrors.push(err218);
}
errors++;
}
}
if(data115.accessKey !== undefined){
let data117 = data115.accessKey;
if(typeof data117 === "string"){
if(!pattern2.test(data117)){
const err219 = {instancePath:instancePath+"/api/accessKey",schemaPath:"#/properties/api/properties/accessKey/pattern",keyword:"pattern",params:{pattern: "^[!-~]+$"},message:"must match pattern \""+"^[!-~]+$"+"\"",schema:"^[!-~]+$",parentSchema:schema24.properties.api.properties.accessKey,data:data117};
if(vErrors === null){
vErrors = [err219];
}
else {
vErrors.push(err219);
}
errors++;
}
}
else {
const err220 = {instancePath:instancePath+"/api/accessKey",schemaPath:"#/properties/api/properties/accessKey/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.api.properties.accessKey.type,parentSchema:schema24.properties.api.properties.accessKey,data:data117};
if(vErrors === null){
vErrors = [err220];
}
else {
vErrors.push(err220);
}
errors++;
}
}
if(data115.hosts !== undefined){
let data118 = data115.hosts;
if(Array.isArray(data118)){
if(data118.length > 100){
const err221 = {instancePath:instancePath+"/api/hosts",schemaPath:"#/properties/api/properties/hosts/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema24.properties.api.properties.hosts,data:data118};
if(vErrors === null){
vErrors = [err221];
}
else {
vErrors.push(err221);
}
errors++;
}
const len11 = data118.length;
for(let i11=0; i11<len11; i11++){
let data119 = data118[i11];
if(typeof data119 === "string"){
if(func5(data119) < 1){
const err222 = {instancePath:instancePath+"/api/hosts/" + i11,schemaPath:"#/properties/api/properties/hosts/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema24.properties.api.properties.hosts.items,data:data119};
if(vErrors === null){
vErrors = [err222];
}
else {
vErrors.push(err222);
}
errors++;
}
}
else {
const err223 = {instancePath:instancePath+"/api/hosts/" + i11,schemaPath:"#/properties/api/properties/hosts/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.api.properties.hosts.items.type,parentSchema:schema24.properties.api.properties.hosts.items,data:data119};
if(vErrors === null){
vErrors = [err223];
}
else {
vErrors.push(err223);
}
errors++;
}
}
}
else {
const err224 = {instancePath:instancePath+"/api/hosts",schemaPath:"#/properties/api/properties/hosts/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema24.properties.api.properties.hosts.type,parentSchema:schema24.properties.api.properties.hosts,data:data118};
if(vErrors === null){
vErrors = [err224];
}
else {
vErrors.push(err224);
}
errors++;
}
}
if(data115.user !== undefined){
const err225 = {instancePath:instancePath+"/api/user",schemaPath:"#/properties/api/properties/user/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.api.properties.user.not,parentSchema:schema24.properties.api.properties.user,data:data115.user};
if(vErrors === null){
vErrors = [err225];
}
else {
vErrors.push(err225);
}
errors++;
}
if(data115.username !== undefined){
const err226 = {instancePath:instancePath+"/api/username",schemaPath:"#/properties/api/properties/username/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.api.properties.username.not,parentSchema:schema24.properties.api.properties.username,data:data115.username};
if(vErrors === null){
vErrors = [err226];
}
else {
vErrors.push(err226);
}
errors++;
}
if(data115.password !== undefined){
const err227 = {instancePath:instancePath+"/api/password",schemaPath:"#/properties/api/properties/password/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.api.properties.password.not,parentSchema:schema24.properties.api.properties.password,data:data115.password};
if(vErrors === null){
vErrors = [err227];
}
else {
vErrors.push(err227);
}
errors++;
}
if(data115.access_id !== undefined){
const err228 = {instancePath:instancePath+"/api/access_id",schemaPath:"#/properties/api/properties/access_id/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.api.properties.access_id.not,parentSchema:schema24.properties.api.properties.access_id,data:data115.access_id};
if(vErrors === null){
vErrors = [err228];
}
else {
vErrors.push(err228);
}
errors++;
}
if(data115.access_key !== undefined){
const err229 = {instancePath:instancePath+"/api/access_key",schemaPath:"#/properties/api/properties/access_key/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.api.properties.access_key.not,parentSchema:schema24.properties.api.properties.access_key,data:data115.access_key};
if(vErrors === null){
vErrors = [err229];
}
else {
vErrors.push(err229);
}
errors++;
}
}
else {
const err230 = {instancePath:instancePath+"/api",schemaPath:"#/properties/api/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.properties.api.type,parentSchema:schema24.properties.api,data:data115};
if(vErrors === null){
vErrors = [err230];
}
else {
vErrors.push(err230);
}
errors++;
}
}
if(data.collector !== undefined){
let data125 = data.collector;
if(data125 && typeof data125 == "object" && !Array.isArray(data125)){
for(const key14 in data125){
if(!((key14 === "id") || (key14 === "name"))){
const err231 = {instancePath:instancePath+"/collector",schemaPath:"#/properties/collector/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties",schema:false,parentSchema:schema24.properties.collector,data:data125};
if(vErrors === null){
vErrors = [err231];
}
else {
vErrors.push(err231);
}
errors++;
}
}
if(data125.id !== undefined){
let data126 = data125.id;
if(!(((typeof data126 == "number") && (!(data126 % 1) && !isNaN(data126))) && (isFinite(data126)))){
const err232 = {instancePath:instancePath+"/collector/id",schemaPath:"#/properties/collector/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema24.properties.collector.properties.id.type,parentSchema:schema24.properties.collector.properties.id,data:data126};
if(vErrors === null){
vErrors = [err232];
}
else {
vErrors.push(err232);
}
errors++;
}
if((typeof data126 == "number") && (isFinite(data126))){
if(data126 > 9007199254740991 || isNaN(data126)){
const err233 = {instancePath:instancePath+"/collector/id",schemaPath:"#/properties/collector/properties/id/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991",schema:9007199254740991,parentSchema:schema24.properties.collector.properties.id,data:data126};
if(vErrors === null){
vErrors = [err233];
}
else {
vErrors.push(err233);
}
errors++;
}
if(data126 < 1 || isNaN(data126)){
const err234 = {instancePath:instancePath+"/collector/id",schemaPath:"#/properties/collector/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema24.properties.collector.properties.id,data:data126};
if(vErrors === null){
vErrors = [err234];
}
else {
vErrors.push(err234);
}
errors++;
}
}
}
if(data125.name !== undefined){
let data127 = data125.name;
if(typeof data127 === "string"){
if(!pattern54.test(data127)){
const err235 = {instancePath:instancePath+"/collector/name",schemaPath:"#/properties/collector/properties/name/pattern",keyword:"pattern",params:{pattern: "[^ \\t\\r\\n]"},message:"must match pattern \""+"[^ \\t\\r\\n]"+"\"",schema:"[^ \\t\\r\\n]",parentSchema:schema24.properties.collector.properties.name,data:data127};
if(vErrors === null){
vErrors = [err235];
}
else {
vErrors.push(err235);
}
errors++;
}
}
else {
const err236 = {instancePath:instancePath+"/collector/name",schemaPath:"#/properties/collector/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.collector.properties.name.type,parentSchema:schema24.properties.collector.properties.name,data:data127};
if(vErrors === null){
vErrors = [err236];
}
else {
vErrors.push(err236);
}
errors++;
}
}
}
else {
const err237 = {instancePath:instancePath+"/collector",schemaPath:"#/properties/collector/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.properties.collector.type,parentSchema:schema24.properties.collector,data:data125};
if(vErrors === null){
vErrors = [err237];
}
else {
vErrors.push(err237);
}
errors++;
}
}
if(data.shutdownTimeout !== undefined){
let data128 = data.shutdownTimeout;
if(typeof data128 === "string"){
if(!pattern16.test(data128)){
const err238 = {instancePath:instancePath+"/shutdownTimeout",schemaPath:"#/properties/shutdownTimeout/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"},message:"must match pattern \""+"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$"+"\"",schema:"^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",parentSchema:schema24.properties.shutdownTimeout,data:data128};
if(vErrors === null){
vErrors = [err238];
}
else {
vErrors.push(err238);
}
errors++;
}
}
else {
const err239 = {instancePath:instancePath+"/shutdownTimeout",schemaPath:"#/properties/shutdownTimeout/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.shutdownTimeout.type,parentSchema:schema24.properties.shutdownTimeout,data:data128};
if(vErrors === null){
vErrors = [err239];
}
else {
vErrors.push(err239);
}
errors++;
}
}
if(data.otlpEndpoint !== undefined){
const err240 = {instancePath:instancePath+"/otlpEndpoint",schemaPath:"#/properties/otlpEndpoint/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.otlpEndpoint.not,parentSchema:schema24.properties.otlpEndpoint,data:data.otlpEndpoint};
if(vErrors === null){
vErrors = [err240];
}
else {
vErrors.push(err240);
}
errors++;
}
if(data.otlp_endpoint !== undefined){
const err241 = {instancePath:instancePath+"/otlp_endpoint",schemaPath:"#/properties/otlp_endpoint/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.otlp_endpoint.not,parentSchema:schema24.properties.otlp_endpoint,data:data.otlp_endpoint};
if(vErrors === null){
vErrors = [err241];
}
else {
vErrors.push(err241);
}
errors++;
}
if(data.end_point !== undefined){
const err242 = {instancePath:instancePath+"/end_point",schemaPath:"#/properties/end_point/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.end_point.not,parentSchema:schema24.properties.end_point,data:data.end_point};
if(vErrors === null){
vErrors = [err242];
}
else {
vErrors.push(err242);
}
errors++;
}
if(data.logs_endpoint !== undefined){
const err243 = {instancePath:instancePath+"/logs_endpoint",schemaPath:"#/properties/logs_endpoint/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.logs_endpoint.not,parentSchema:schema24.properties.logs_endpoint,data:data.logs_endpoint};
if(vErrors === null){
vErrors = [err243];
}
else {
vErrors.push(err243);
}
errors++;
}
if(data.interval !== undefined){
const err244 = {instancePath:instancePath+"/interval",schemaPath:"#/properties/interval/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.interval.not,parentSchema:schema24.properties.interval,data:data.interval};
if(vErrors === null){
vErrors = [err244];
}
else {
vErrors.push(err244);
}
errors++;
}
if(data.pollingInterval !== undefined){
const err245 = {instancePath:instancePath+"/pollingInterval",schemaPath:"#/properties/pollingInterval/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.pollingInterval.not,parentSchema:schema24.properties.pollingInterval,data:data.pollingInterval};
if(vErrors === null){
vErrors = [err245];
}
else {
vErrors.push(err245);
}
errors++;
}
if(data.polling_interval !== undefined){
const err246 = {instancePath:instancePath+"/polling_interval",schemaPath:"#/properties/polling_interval/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.polling_interval.not,parentSchema:schema24.properties.polling_interval,data:data.polling_interval};
if(vErrors === null){
vErrors = [err246];
}
else {
vErrors.push(err246);
}
errors++;
}
if(data.startAt !== undefined){
const err247 = {instancePath:instancePath+"/startAt",schemaPath:"#/properties/startAt/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.startAt.not,parentSchema:schema24.properties.startAt,data:data.startAt};
if(vErrors === null){
vErrors = [err247];
}
else {
vErrors.push(err247);
}
errors++;
}
if(data.start_at !== undefined){
const err248 = {instancePath:instancePath+"/start_at",schemaPath:"#/properties/start_at/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.start_at.not,parentSchema:schema24.properties.start_at,data:data.start_at};
if(vErrors === null){
vErrors = [err248];
}
else {
vErrors.push(err248);
}
errors++;
}
if(data.limit !== undefined){
const err249 = {instancePath:instancePath+"/limit",schemaPath:"#/properties/limit/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.limit.not,parentSchema:schema24.properties.limit,data:data.limit};
if(vErrors === null){
vErrors = [err249];
}
else {
vErrors.push(err249);
}
errors++;
}
if(data.shutdown_timeout !== undefined){
const err250 = {instancePath:instancePath+"/shutdown_timeout",schemaPath:"#/properties/shutdown_timeout/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.shutdown_timeout.not,parentSchema:schema24.properties.shutdown_timeout,data:data.shutdown_timeout};
if(vErrors === null){
vErrors = [err250];
}
else {
vErrors.push(err250);
}
errors++;
}
if(data.resourceAttributes !== undefined){
const err251 = {instancePath:instancePath+"/resourceAttributes",schemaPath:"#/properties/resourceAttributes/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.resourceAttributes.not,parentSchema:schema24.properties.resourceAttributes,data:data.resourceAttributes};
if(vErrors === null){
vErrors = [err251];
}
else {
vErrors.push(err251);
}
errors++;
}
if(data.header !== undefined){
const err252 = {instancePath:instancePath+"/header",schemaPath:"#/properties/header/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.header.not,parentSchema:schema24.properties.header,data:data.header};
if(vErrors === null){
vErrors = [err252];
}
else {
vErrors.push(err252);
}
errors++;
}
if(data.filter !== undefined){
const err253 = {instancePath:instancePath+"/filter",schemaPath:"#/properties/filter/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.filter.not,parentSchema:schema24.properties.filter,data:data.filter};
if(vErrors === null){
vErrors = [err253];
}
else {
vErrors.push(err253);
}
errors++;
}
if(data.redaction !== undefined){
const err254 = {instancePath:instancePath+"/redaction",schemaPath:"#/properties/redaction/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.redaction.not,parentSchema:schema24.properties.redaction,data:data.redaction};
if(vErrors === null){
vErrors = [err254];
}
else {
vErrors.push(err254);
}
errors++;
}
if(data.mask !== undefined){
const err255 = {instancePath:instancePath+"/mask",schemaPath:"#/properties/mask/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.mask.not,parentSchema:schema24.properties.mask,data:data.mask};
if(vErrors === null){
vErrors = [err255];
}
else {
vErrors.push(err255);
}
errors++;
}
if(data.retries !== undefined){
const err256 = {instancePath:instancePath+"/retries",schemaPath:"#/properties/retries/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.retries.not,parentSchema:schema24.properties.retries,data:data.retries};
if(vErrors === null){
vErrors = [err256];
}
else {
vErrors.push(err256);
}
errors++;
}
if(data.healthEvents !== undefined){
const err257 = {instancePath:instancePath+"/healthEvents",schemaPath:"#/properties/healthEvents/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.healthEvents.not,parentSchema:schema24.properties.healthEvents,data:data.healthEvents};
if(vErrors === null){
vErrors = [err257];
}
else {
vErrors.push(err257);
}
errors++;
}
if(data.bind !== undefined){
const err258 = {instancePath:instancePath+"/bind",schemaPath:"#/properties/bind/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.bind.not,parentSchema:schema24.properties.bind,data:data.bind};
if(vErrors === null){
vErrors = [err258];
}
else {
vErrors.push(err258);
}
errors++;
}
if(data.listenAddress !== undefined){
const err259 = {instancePath:instancePath+"/listenAddress",schemaPath:"#/properties/listenAddress/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.listenAddress.not,parentSchema:schema24.properties.listenAddress,data:data.listenAddress};
if(vErrors === null){
vErrors = [err259];
}
else {
vErrors.push(err259);
}
errors++;
}
if(data.deadLetter !== undefined){
const err260 = {instancePath:instancePath+"/deadLetter",schemaPath:"#/properties/deadLetter/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.deadLetter.not,parentSchema:schema24.properties.deadLetter,data:data.deadLetter};
if(vErrors === null){
vErrors = [err260];
}
else {
vErrors.push(err260);
}
errors++;
}
if(data.maxBatchSize !== undefined){
const err261 = {instancePath:instancePath+"/maxBatchSize",schemaPath:"#/properties/maxBatchSize/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.maxBatchSize.not,parentSchema:schema24.properties.maxBatchSize,data:data.maxBatchSize};
if(vErrors === null){
vErrors = [err261];
}
else {
vErrors.push(err261);
}
errors++;
}
if(data.max_batch_bytes !== undefined){
const err262 = {instancePath:instancePath+"/max_batch_bytes",schemaPath:"#/properties/max_batch_bytes/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema24.properties.max_batch_bytes.not,parentSchema:schema24.properties.max_batch_bytes,data:data.max_batch_bytes};
if(vErrors === null){
vErrors = [err262];
}
else {
vErrors.push(err262);
}
errors++;
}
}
else {
const err263 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.type,parentSchema:schema24,data};
if(vErrors === null){
vErrors = [err263];
}
else {
vErrors.push(err263);
}
errors++;
}
validate24.errors = vErrors;
return errors === 0;
}
