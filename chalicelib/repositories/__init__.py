"""DynamoDB, S3 and the other AWS services: the only modules that use attribute names, object keys and botocore."""
